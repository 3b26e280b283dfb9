"""What happens when someone signs in, changes a password, invites, or manages accounts; one module for each."""
