"""What happens when somebody tells of using an article, and when a moderator checks what it takes for granted."""
