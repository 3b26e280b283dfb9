"""Contents in a bucket of any store that speaks S3 (the extra `s3`)."""

import tempfile
from collections.abc import Iterator
from datetime import datetime
from typing import Any, BinaryIO, cast

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from wiki.attachments.storage import NAME, Missing
from wiki.settings import Settings

# Fetched into memory up to so much, and into a file of the system beyond it.
IN_MEMORY = 2 * 1024 * 1024
SECONDS = 10


class S3Store:
    """A client for each process is safe to share between threads; a session is not, so each store has its own."""

    def __init__(self, settings: Settings, prefix: str = "") -> None:
        self._bucket = settings.s3_bucket
        self._prefix = prefix
        self._client: Any = boto3.session.Session().client(
            "s3",
            endpoint_url=settings.s3_endpoint or None,
            region_name=settings.s3_region or None,
            aws_access_key_id=settings.s3_access_key or None,
            aws_secret_access_key=settings.s3_secret_key or None,
            config=Config(
                connect_timeout=SECONDS, read_timeout=SECONDS, retries={"max_attempts": 3, "mode": "standard"}
            ),
        )

    def put(self, name: str, content: bytes) -> None:
        # Also one that is there: that is what makes it new again, and nobody sees half of it.
        try:
            self._client.put_object(Bucket=self._bucket, Key=self._key(name), Body=content)
        except (BotoCoreError, ClientError) as error:
            raise Missing(name) from error

    def open(self, name: str) -> BinaryIO:
        key = self._key(name)
        file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  the caller closes it
        try:
            self._client.download_fileobj(self._bucket, key, file)
        except (BotoCoreError, ClientError) as error:
            file.close()
            raise Missing(name) from error
        file.seek(0)
        return cast("BinaryIO", file)

    def holds(self, name: str) -> bool:
        try:
            self._client.head_object(Bucket=self._bucket, Key=self._key(name))
        except ClientError as error:
            if error.response.get("ResponseMetadata", {}).get("HTTPStatusCode") == 404:
                return False
            raise Missing(name) from error
        except BotoCoreError as error:
            raise Missing(name) from error
        return True

    def delete(self, name: str) -> None:
        try:
            self._client.delete_object(Bucket=self._bucket, Key=self._key(name))
        except (BotoCoreError, ClientError) as error:
            raise Missing(name) from error

    def names(self) -> Iterator[tuple[str, datetime]]:
        pages = self._client.get_paginator("list_objects_v2").paginate(Bucket=self._bucket, Prefix=self._prefix)
        found = (each for page in pages for each in page.get("Contents", ()))
        named = ((each["Key"].removeprefix(self._prefix), each["LastModified"]) for each in found)
        return ((name, at) for name, at in named if NAME.fullmatch(name))

    def _key(self, name: str) -> str:
        if not NAME.fullmatch(name):
            raise ValueError("not the name of a content")
        return self._prefix + name
