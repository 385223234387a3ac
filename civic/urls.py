from django.urls import path

from civic.views import challenge_vote, challenges, idea, ideas, merges

app_name = "civic"
urlpatterns = [
    path("ideas/", ideas.ideas, name="ideas"),
    path("ideas.csv", ideas.table, name="ideas_table"),
    path("ideas/feed.xml", ideas.feed, name="ideas_feed"),
    path("ideas/similar/", ideas.similar_ideas, name="similar_ideas"),
    path("ideas/propose/", ideas.propose, name="propose_idea"),
    path("ideas/my/", ideas.my_ideas, name="my_ideas"),
    path("ideas/<int:pk>/", idea.idea, name="idea"),
    path("ideas/<int:pk>/support/", idea.support, name="support_idea"),
    path("ideas/<int:pk>/versions/", idea.versions, name="versions"),
    path("ideas/<int:pk>/edit/", idea.edit, name="edit_idea"),
    path("ideas/<int:pk>/invite/", idea.invite, name="invite"),
    path("ideas/<int:pk>/answer/", idea.answer, name="answer_idea"),
    path("ideas/<int:pk>/assess/", idea.assess, name="assess"),
    path("ideas/<int:pk>/steps/", idea.add_step, name="add_step"),
    path("ideas/<int:pk>/steps/<int:step>/done/", idea.complete_step, name="complete_step"),
    path("ideas/<int:pk>/merge/", merges.propose_merge, name="propose_merge"),
    path("ideas/invitations/<int:pk>/", idea.invitation, name="invitation"),
    path("ideas/merges/<int:pk>/", merges.merge, name="merge"),
    path("ideas/merges/<int:pk>/agree/", merges.agree, name="agree_merge"),
    path("challenges/", challenges.challenges, name="challenges"),
    path("challenges/<slug:slug>/", challenges.challenge, name="challenge"),
    path("challenges/<slug:slug>/outcomes/", challenges.outcomes, name="outcomes"),
    path("challenges/<slug:slug>/propose/", ideas.propose, name="propose_in_challenge"),
    path("challenges/<slug:slug>/vote/", challenge_vote.vote, name="challenge_vote"),
    path("challenges/<slug:slug>/vote/receipt/", challenge_vote.receipt, name="receipt"),
]
