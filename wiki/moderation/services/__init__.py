"""What happens when moderators put things in order. Each call is one transaction of its caller."""
