"""An application that signs its users in to Acme."""
