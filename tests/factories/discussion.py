"""Comments under a public project, and people who moderate them.

CommentFactory(case=project)                    published, by a person of level 2
CommentFactory(case=project, state="pending")   waits for a moderator
ModeratorFactory()                              an official who may publish and hide
"""

import factory
from django.contrib.auth.models import Permission
from django.utils import timezone

from portal.discussion.models import Comment, CommentState, Flag
from tests.factories.people import StaffFactory, VerifiedUserFactory


class CommentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Comment

    author = factory.SubFactory(VerifiedUserFactory)
    text = factory.Sequence(lambda n: f"Комментарий {n}")
    state = CommentState.PUBLISHED

    @classmethod
    def _create(cls, model_class, *args, case, **kwargs):
        comment = model_class.objects.create(case=case, **kwargs)
        if comment.state == CommentState.PUBLISHED and hasattr(case, "comment_count"):
            case.comment_count += 1
            case.save(update_fields=["comment_count"])
        return comment

    @factory.lazy_attribute
    def published_at(self):
        return None if self.state == CommentState.PENDING else timezone.now()


class FlagFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Flag

    comment = factory.SubFactory(CommentFactory)
    user = factory.SubFactory(VerifiedUserFactory)
    reason = "advert"


class ModeratorFactory(StaffFactory):
    @factory.post_generation
    def permissions(self, create, extracted, **kwargs):
        self.user_permissions.set(
            Permission.objects.filter(
                content_type__app_label="discussion",
                codename__in=("view_comment", "change_comment"),
            )
        )
