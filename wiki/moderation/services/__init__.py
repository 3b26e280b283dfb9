"""What moderators and those beside them do: a module for each thing."""
