"""Hub calls of an element's export or of a Swagger document of the platform."""
