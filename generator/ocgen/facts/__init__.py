"""What one side says of a connector, be it a spec, a help page, a platform model or the accepted facts of one."""
