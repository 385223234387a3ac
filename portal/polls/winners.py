"""Подсчёт голосов и победители: по одним определениям, в точных дробях, без округлений.

Им пользуется verify.py. Портал считает другой программой; если обе дают одно и то же, ошибиться
одинаково им трудно. `terms` — условия из poll.json, `votes` — бюллетени: {номер: баллы}.
"""

import hashlib
from collections import Counter
from fractions import Fraction


def tally(terms, votes):
    """Голоса и баллы; в расстановке по местам первый из n получает n баллов, последний — один."""
    count = {option["number"]: [0, Fraction(0)] for option in terms["options"]}
    for ballot in votes:
        for place, (number, points) in enumerate(ballot.items()):
            count[number][0] += 1
            count[number][1] += len(ballot) - place if terms["ballot_kind"] == "ordinal" else points
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
        self.cost = {option["number"]: money(option["cost"]) for option in terms["options"]}
        self.score = {n: score for n, (_, score) in count.items()}
        keys = {"cost": self.cost.get, "votes": lambda n: -count[n][0], "lot": drawn.index}
        self.tie = {n: [keys[key](n) for key in contest["tie_order"]] for n in self.cost}
        self.able = [n for n in pot["options"] if self.score[n] >= money(pot["threshold"])]
        self.queue = sorted(self.able, key=lambda n: (-self.score[n], self.tie[n]))
        # Среди нескольких бюджетов избиратель этого — тот, кто отметил в нём хотя бы один проект.
        mine = (frozenset(ballot) & set(pot["options"]) for ballot in votes)
        self.voters = Counter(b for b in mine if b or len(contest["pots"]) == 1)
        self.fans = {n: [b for b in self.voters if n in b] for n in self.able}

    def price(self, chosen):
        return sum(self.cost[n] for n in chosen)

    def winners(self):
        if self.rule == "mes":
            return self.equal_shares()
        if self.rule == "greedy-cost":
            worth = {n: self.score[n] / (self.cost[n] or Fraction(1, 10**12)) for n in self.able}
            self.queue.sort(key=lambda n: (-worth[n], self.tie[n]))
        return self.greedy(self.queue, self.budget)

    def greedy(self, queue, left):
        """По очереди; кто не поместился, пропускается или, по правилу, останавливает подсчёт."""
        won = []
        for n in queue:
            if self.cost[n] <= left:
                won, left = [*won, n], left - self.cost[n]
            elif self.rule in ("greedy-no-skip", "poznan"):
                topped_up = self.rule == "poznan" and left * 5 >= self.cost[n] * 4
                return [*won, n] if topped_up else won
        return won

    def equal_shares(self):
        """Метод равных долей: доля растёт шагами, пока следующий шаг не превысит бюджет."""
        people = sum(self.voters.values())
        if not people or self.price(self.able) <= self.budget:
            return self.queue if people else []
        share = self.budget / people
        if self.mes["start"] == "integral":
            share = Fraction(share // 1)
        won, trial = [], self.one_run(share)
        while self.price(trial) <= self.budget:
            won = trial
            if self.is_final(won):
                break
            share += money(self.mes["increment"])
            trial = self.one_run(share)
        if self.mes["fill"]:
            rest = [n for n in self.queue if n not in won]
            won = won + self.greedy(rest, self.budget - self.price(won))
        if self.mes["comparison"] and self.prefer(self.greedy(self.queue, self.budget), won):
            return self.greedy(self.queue, self.budget)
        return won

    def is_final(self, won):
        """Расти больше некуда; с остановкой «exhaustive» — и когда ни на что не хватает денег."""
        rest = [n for n in self.able if self.fans[n] and n not in won]
        left = self.budget - self.price(won)
        full = not any(self.cost[n] <= left for n in rest)
        return not rest or (self.mes["stop"] == "exhaustive" and full)

    def prefer(self, other, won):
        """Строго больше тех, у кого среди победителей больше отмеченных ими проектов."""
        gain = 0
        for ballot, times in self.voters.items():
            more, less = len(ballot & set(other)), len(ballot & set(won))
            gain += times * ((more > less) - (more < less))
        return gain > 0

    def one_run(self, share):
        """Каждому — одна доля; покупается проект, за который сторонники платят меньше всего."""
        purse, won = dict.fromkeys(self.voters, share), []
        # Голоса, делённые на взнос, за подсчёт только убывают: прежнее значение — оценка сверху.
        best = {n: Fraction(sum(self.voters[b] for b in self.fans[n])) for n in self.able}
        while True:
            top = None
            for n in sorted(best, key=lambda n: (-best[n], self.tie[n])):
                if top and best[n] < best[top[0]]:
                    break
                pay = self.payment(n, purse)
                if pay is None:
                    del best[n]
                    continue
                best[n] = self.cost[n] / pay if pay else best[n]
                if not top or (-best[n], self.tie[n]) < (-best[top[0]], self.tie[top[0]]):
                    top = n, pay
            if not top:
                return won
            chosen, pay = top
            won.append(chosen)
            del best[chosen]
            for ballot in self.fans[chosen]:
                purse[ballot] -= min(purse[ballot], pay)

    def payment(self, n, purse):
        """Наименьший взнос, при котором сторонники оплатят проект: бедный отдаёт всё, что есть."""
        cost, people = self.cost[n], sum(self.voters[b] for b in self.fans[n])
        for left, times in sorted((purse[b], self.voters[b]) for b in self.fans[n]):
            if left * people >= cost:
                return cost / people
            cost, people = cost - left * times, people - times
        return None


def money(text):
    return Fraction(str(text))
