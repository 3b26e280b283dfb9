"""What happens when moderators look after articles: a module for each subject."""
