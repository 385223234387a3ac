"""Equal shares written down as they are defined, in Fractions, voter by voter: slow and plain."""

from fractions import Fraction


def share_of(cost, purses):
    """The least share per support that collects the cost; `purses` are (purse, support)."""
    order = sorted(purses, key=lambda one: Fraction(one[0], 1) / one[1])
    gathered, support = Fraction(0), sum(one[1] for one in purses)
    for purse, mine in order:
        share = (cost - gathered) / support
        if share * mine <= purse:
            return share
        gathered += purse
        support -= mine
    return None


def distribute(costs, voters, endowment, keys, rivals=()):
    """Ids in the order of purchase; `voters` are dicts of id to support."""
    purses = [Fraction(endowment)] * len(voters)
    marks = all(support == 1 for voter in voters for support in voter.values())
    left, bought = {name for name, cost in costs.items() if cost}, []
    while left:
        offers = []
        for name in left:
            holders = [
                place for place, voter in enumerate(voters) if name in voter and purses[place]
            ]
            share = share_of(costs[name], [(purses[at], voters[at][name]) for at in holders])
            if share is not None:
                price = share / costs[name] if marks else share
                offers.append((price, keys[name], name, share, holders))
        if not offers:
            break
        _price, _key, name, share, holders = min(offers)
        for at in holders:
            purses[at] -= min(purses[at], share * voters[at][name])
        bought.append(name)
        left -= {name} | {other for group in rivals if name in group for other in group}
    return bought


def earliest(contest):
    """Sequential Phragmén by its definition: ids in the order of purchase."""
    loads = [Fraction(0) for cast in contest.ballots.values() for _each in range(cast)]
    voters = [
        {contest.candidates[at].id for at in choices}
        for (choices, _points), cast in contest.ballots.items()
        for _each in range(cast)
    ]
    left = {one.id: one for one in contest.candidates if one.cost <= contest.budget}
    bought, money = [], contest.budget
    while left:
        offers = []
        for name, one in left.items():
            mine = [place for place, voter in enumerate(voters) if name in voter]
            if mine:
                load = (sum(loads[place] for place in mine) + one.cost) / len(mine)
                offers.append((load, contest.tie_key(one), name, mine))
        first = min(offers, default=None)
        level = [name for load, _key, name, _mine in offers if first and load == first[0]]
        if first is None or any(left[name].cost > money for name in level):
            break
        load, _key, name, mine = first
        for place in mine:
            loads[place] = Fraction(load)
        bought.append(name)
        money -= left[name].cost
        gone = {name} | {one for group in contest.incompatible if name in group for one in group}
        left = {other: one for other, one in left.items() if other not in gone}
    return bought
