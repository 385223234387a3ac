"""What a GET answers to each role, in the order of `tests.world.ROLES`:

stranger   not signed in
newcomer   signed in, identity not proved
resident   proved, owns nothing here
owner      proved, author of the projects, comments, letters; head of the organisations
official   staff with the rights each table names in OFFICIAL_RIGHTS
"""

ALL = (200,) * 5
NOBODY = (404,) * 5
REDIRECTS = (302,) * 5
SIGNED_IN = (302, 200, 200, 200, 200)
POST_ONLY = (405,) * 5
SIGNED_IN_POST = (302, 405, 405, 405, 405)
OWNER = (404, 404, 404, 200, 404)  # public pages of what only its author may see
OWNER_SIGNED_IN = (302, 404, 404, 200, 404)
OWNER_AND_OFFICIAL = (404, 404, 404, 200, 200)
OFFICIAL = (404, 404, 404, 404, 200)
UNKNOWN = (302, 404, 404, 404, 404)
