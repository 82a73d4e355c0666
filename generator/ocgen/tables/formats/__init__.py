"""The formats of tables: one module each, with its own escaping."""
