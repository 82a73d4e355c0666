"""Tables for the documents of others: Connector -> Table -> the text of one format."""
