"""Pictures and the people in them: no program tells whether somebody is to be recognised, so whoever submits says so.

What they said goes along with the pictures it was said about, and is asked anew when another picture comes in.
"""

from wiki.articles.models import Article, Revision
from wiki.markup import picture_keys


def carry(before: Revision, after: Revision) -> None:
    """Keep what was said about these pictures with the next text, as long as it shows no others."""
    after.faces_agreed = before.faces_agreed and picture_keys(after.text) <= picture_keys(before.text)


def agree(article: Article, *, said: bool) -> bool:
    """Whether nothing stands in the way: there are no pictures, readers have these, or it was said, now or before."""
    head = article.head
    if head is article.published or not picture_keys(head.text):
        return True
    head.faces_agreed = head.faces_agreed or said
    return head.faces_agreed
