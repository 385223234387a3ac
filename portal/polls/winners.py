"""Подсчёт голосов и победители: по одним определениям, в точных дробях, без округлений.

Им пользуется verify.py. Портал считает другой программой; если обе дают одно и то же, ошибиться
одинаково им трудно. `terms` — условия из poll.json, `votes` — бюллетени: {номер: баллы}.
"""

import hashlib
from collections import Counter
from fractions import Fraction

PLAIN = ("approval", "choose-1")


def supports(terms, ballot):
    """Номер и сколько баллов он получил; в расстановке первый из n получает n, последний — один."""
    if terms["ballot_kind"] == "ordinal":
        return [(n, Fraction(len(ballot) - place)) for place, n in enumerate(ballot)]
    return list(ballot.items())


def tally(terms, votes):
    count = {option["number"]: [0, Fraction(0)] for option in terms["options"]}
    for ballot in votes:
        for number, points in supports(terms, ballot):
            count[number][0] += 1
            count[number][1] += points
    return count


def lot(terms):
    """Жребий: номера в порядке SHA-256 от «число жребия, номер», каждое в своей строке."""
    numbers = [option["number"] for option in terms["options"]]
    lines = {n: f"{terms['lot_seed']}\n{n}\n" for n in numbers}
    return sorted(numbers, key=lambda n: hashlib.sha256(lines[n].encode()).hexdigest())


class Pot:
    """Один бюджет (города, района) и проекты, которые за него соревнуются."""

    def __init__(self, pot, terms, votes):
        count, drawn, contest = tally(terms, votes), lot(terms), terms["contest"]
        self.rule, self.mes, self.budget = contest["rule"], contest.get("mes"), money(pot["budget"])
        self.plain = terms["ballot_kind"] in PLAIN
        self.cost = {option["number"]: money(option["cost"]) for option in terms["options"]}
        self.votes = {n: votes for n, (votes, _) in count.items()}
        self.score = {n: score for n, (_, score) in count.items()}
        keys = {"cost": self.cost.get, "votes": lambda n: -self.votes[n], "lot": drawn.index}
        self.tie = {n: [keys[key](n) for key in contest["tie_order"]] for n in self.cost}
        self.able = [n for n in pot["options"] if self.score[n] >= money(pot["threshold"])]
        self.queue = sorted(self.able, key=lambda n: (-self.score[n], self.tie[n]))
        self.rivals = {n: set() for n in self.cost}  # из несовместимых побеждает только один
        for group in contest.get("incompatible", []):
            for n in group:
                self.rivals[n] |= set(group) - {n}
        # Среди нескольких бюджетов избиратель этого — тот, кто отметил в нём хотя бы один проект.
        mine = (frozenset(o for o in supports(terms, b) if o[0] in pot["options"]) for b in votes)
        self.voters = Counter(b for b in mine if b or len(contest["pots"]) == 1)

    def price(self, chosen):
        return sum(self.cost[n] for n in chosen)

    def free(self, n, won):
        return not self.rivals[n] & set(won)

    def winners(self):
        if self.rule == "mes":
            return self.equal_shares()
        if self.rule == "phragmen":
            return self.phragmen()
        if self.rule == "greedy-cost":
            worth = {n: self.score[n] / (self.cost[n] or 1) for n in self.able}
            self.queue.sort(key=lambda n: (self.cost[n] > 0, -worth[n], self.tie[n]))
        return self.greedy(self.queue, [])

    def greedy(self, queue, won):
        """По очереди; кто не поместился, пропускается или, по правилу, останавливает подсчёт."""
        won = list(won)
        for n in queue:
            left = self.budget - self.price(won)
            if not self.free(n, won):
                continue
            if self.cost[n] <= left:
                won.append(n)
            elif self.rule in ("greedy-no-skip", "poznan"):
                topped_up = self.rule == "poznan" and left * 5 >= self.cost[n] * 4
                return [*won, n] if topped_up else won
        return won

    def equal_shares(self):
        """Метод равных долей: доля растёт шагами, пока следующий шаг не превысит бюджет."""
        people, least = sum(self.voters.values()), money(self.mes.get("eligibility", 0))
        enough = {
            n: self.votes[n] * self.budget >= least * self.cost[n] * people for n in self.able
        }
        self.able = [n for n in self.able if enough[n]]
        rest = [n for n in self.queue if enough[n]]
        if self.price(rest) <= self.budget and all(self.free(n, rest) for n in rest):
            won = rest
        else:
            won = self.last_step(people) if people else []
            won = self.greedy([n for n in rest if n not in won], won) if self.mes["fill"] else won
        plain = self.greedy(self.queue, [])
        return plain if self.mes["comparison"] and self.prefer(plain, won) else won

    def last_step(self, people):
        share, step = self.budget / people, money(self.mes["increment"])
        if self.mes["start"] == "integral":
            share = Fraction(share // 1)
        self.fans = {n: self.fans_of(n) for n in self.able if self.fans_of(n)}
        trial = self.one_run(share)
        while self.price(trial) <= self.budget:
            won, share = trial, share + step
            left = self.budget - self.price(won)
            rest = [n for n in self.fans if n not in won and self.free(n, won)]
            full = not any(self.cost[n] <= left for n in rest)
            if not rest or not step or (full and self.mes["stop"] == "exhaustive"):
                break
            trial = self.one_run(share)
        return won

    def phragmen(self):
        """Все копят поровну; первый проект, на который сторонники накопили, покупается."""
        since, won = dict.fromkeys(self.voters, Fraction(0)), []
        fans = {n: {ballot for ballot, _ in self.fans_of(n)} for n in self.able}
        rest = [n for n in self.able if fans[n] and self.cost[n] <= self.budget]
        while rest:
            size = {n: sum(self.voters[b] for b in fans[n]) for n in rest}
            waited = {n: sum(since[b] * self.voters[b] for b in fans[n]) for n in rest}
            moment = {n: (self.cost[n] + waited[n]) / size[n] for n in rest}
            first = [n for n in rest if moment[n] == min(moment.values())]
            left = self.budget - self.price(won)
            if any(self.cost[n] > left for n in first):
                break
            won.append(min(first, key=self.tie.get))
            since.update(dict.fromkeys(fans[won[-1]], moment[won[-1]]))
            rest = [n for n in rest if n not in won and self.free(n, won)]
        return won

    def fans_of(self, n):
        """Бюллетени, где проект отмечен, и польза от него: его стоимость, а при баллах — баллы."""
        points = ((ballot, dict(ballot).get(n, 0)) for ballot in self.voters)
        use = self.cost[n] or 1
        return [(ballot, use if self.plain else given) for ballot, given in points if given > 0]

    def prefer(self, other, won):
        """Строго больше тех, у кого среди победителей больше отмеченных ими проектов."""
        gain = 0
        for ballot, times in self.voters.items():
            marked = {n for n, _ in ballot}
            more, less = len(marked & set(other)), len(marked & set(won))
            gain += times * ((more > less) - (more < less))
        return gain > 0

    def one_run(self, share):
        """Каждому — одна доля; покупается проект, где за единицу пользы платят меньше всего."""
        purse, won = dict.fromkeys(self.voters, share), []
        # Цена за подсчёт только растёт: прежняя — оценка снизу, и дешёвые смотрим первыми.
        price = dict.fromkeys(self.fans, Fraction(0))
        while True:
            top = None
            for n in sorted(price, key=lambda n: (price[n], self.tie[n])):
                if top is not None and price[n] > price[top]:
                    break
                price[n] = self.unit_price(n, purse)
                if price[n] is None or not self.free(n, won):
                    del price[n]
                elif top is None or (price[n], self.tie[n]) < (price[top], self.tie[top]):
                    top = n
            if top is None:
                return won
            won.append(top)
            paid = price.pop(top)
            for ballot, use in self.fans[top]:
                purse[ballot] -= min(purse[ballot], paid * use)

    def unit_price(self, n, purse):
        """Наименьшая цена, при которой сторонники оплатят проект; бедный отдаёт всё, что есть."""
        fans = [(purse[b] / use, purse[b], use, self.voters[b]) for b, use in self.fans[n]]
        cost, use_left = self.cost[n], sum(use * times for _, _, use, times in fans)
        for limit, left, use, times in sorted(fans):
            if limit * use_left >= cost:
                return cost / use_left
            cost, use_left = cost - left * times, use_left - use * times
        return None


def money(text):
    return Fraction(str(text))
