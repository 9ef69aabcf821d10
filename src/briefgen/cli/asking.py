"""A conversation on a screen: show what it asks, hand it what was typed, keep every answer on disk."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from briefgen import files, pipeline
from briefgen.cli import printing, screen
from briefgen.cli.language import text
from briefgen.cli.review_page import ReviewPage, title, titled
from briefgen.cli.screen import Command, Menus, Plain, Reply
from briefgen.errors import BriefgenError, FactsError, Message, OutputError, msg
from briefgen.facts.load import parse
from briefgen.facts.places import excerpt
from briefgen.facts.text_file import decoded, read_bytes
from briefgen.interview import saving
from briefgen.interview.answers import needs_text
from briefgen.interview.bodies import MOST, search
from briefgen.interview.conversation import Conversation
from briefgen.interview.ending import remarks
from briefgen.interview.questions import OWN_ADDRESS, Form, Question, Refusal, Review
from briefgen.letters.sheet import SheetLanguage
from briefgen.workshop import Workshop


class Ended(Exception):
    """Someone said stop."""


class Asking:
    """One run of the command. `path` is the case file, `out` the folder for the letters."""

    def __init__(self, path: Path, out: Path, on: date, shown: Plain, workshop: Workshop, *, english: bool) -> None:
        self.path, self.out, self.on, self.screen = path, out, on, shown
        self.english = english
        self.workshop = workshop
        self.guide = saving.guide(self.workshop, on, english=english)
        self._told: set[str] = set()
        self._page = ReviewPage(self.guide.voice, self.workshop.catalogue, on)

    # -- the whole

    def run(self, *, resume: bool, named: bool) -> None:
        """Lead the conversation to its end. Raises Ended, KeyboardInterrupt and EOFError when it is broken off."""
        talk = self._opened(resume=resume, named=named)
        self._welcome(talk, again=bool(talk.steps))
        while True:
            question = talk.next_question()
            if isinstance(question, Review):
                after = self._review(talk, question)
                if after is None:
                    return
                talk = after
            else:
                talk = self._asked(talk, question)
            self._save(talk)

    def _opened(self, *, resume: bool, named: bool) -> Conversation:
        if not self.path.exists():
            if resume:
                raise FactsError(
                    msg("Er is nog geen gesprek om mee verder te gaan."),
                    where=str(self.path),
                    mend=msg("Begin met briefgen ask, of noem het bestand met --case."),
                )
            return saving.begin(self.guide)
        source = decoded(read_bytes(self.path), str(self.path))
        if resume:
            return saving.resume(self.guide, source, name=str(self.path))
        if not named:
            return self._found(source)
        return self._begun(source)

    def _found(self, source: str) -> Conversation:
        """There is a case already where the new one would come."""
        printing.wrapped(msg("Er staat hier al een zaak: {pad}.", pad=self.path), indent="", hanging="")
        menu = [
            ("verder", text(msg("Verder gaan waar ik was"))),
            ("nieuw", text(msg("Een nieuwe brief; wat ik over mensen schreef blijft"))),
            ("stop", text(msg("Stoppen; ik kies met --case een ander bestand"))),
        ]
        while (reply := self.screen.choose(menu)) not in {"verder", "nieuw"}:
            if reply in {"stop", Command.STOP, Command.BACK}:
                raise Ended
            printing.wrapped(msg("Kies een van de nummers."))
        if reply == "verder":
            return saving.resume(self.guide, source, name=str(self.path))
        return self._begun(source, people=True)

    def _begun(self, source: str, *, people: bool = False) -> Conversation:
        """A new conversation with the facts of a file; a file that would lose something is kept beside it."""
        talk = saving.begin(self.guide, source, name=str(self.path), people=people)
        if people or not saving.is_saved(source):
            names = (f"{self.path.stem}.oud{number or ''}{self.path.suffix}" for number in range(1000))
            kept = next(path for name in names if not (path := self.path.with_name(name)).exists())
            files.write_new(source.encode(), kept, option="--case")
            printing.wrapped(msg("Uw bestand zoals het was, staat ook in {pad}.", pad=kept), indent="", hanging="")
        return talk

    def _welcome(self, talk: Conversation, *, again: bool) -> None:
        welcome = (
            msg("Ik stel u vragen en zoek de brief die past. U kunt niets fout doen: alles is te veranderen."),
            msg("Niets verlaat deze computer. Uw antwoorden staan in {pad}; alleen u kunt dat bestand lezen.",
                pad=self.path.absolute()),
            msg("Zet er geen burgerservicenummer (BSN) in, en over anderen alleen wat nodig is."),
            msg("Typ '?' voor uitleg, 'terug' voor de vorige vraag, 'stop' om te stoppen. In een lijst staan die "
                "onderaan.") if isinstance(self.screen, Menus) else
            msg("Typ '?' voor uitleg, 'terug' voor de vorige vraag, 'stop' om te stoppen. Verder gaan kan altijd."),
        )  # fmt: skip
        for said in (msg("Welkom terug. U gaat verder waar u was."), *welcome[3:]) if again else welcome:
            printing.wrapped(said, indent="", hanging="")
        if self.english:
            printing.wrapped(
                msg("De brief is in het Nederlands. Schrijf uw antwoorden ook zo: zij komen erin zoals u ze typt."),
                indent="", hanging="",
            )  # fmt: skip
        if talk.known:
            click.echo()
            printing.wrapped(msg("Dit is al bekend:"), indent="", hanging="")
            self._page.answers(talk.known)

    def _save(self, talk: Conversation) -> None:
        head = msg("Zaakbestand, gemaakt met briefgen ask. Brieven schrijven: briefgen draft {pad}", pad=self.path.name)
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            files.replace_all({self.path: saving.saved(talk, head=head, say=text)}, self.path.parent)
        except OSError as error:
            raise files.not_written(error, self.path, option="--case") from error

    # -- a question

    def _asked(self, talk: Conversation, question: Question) -> Conversation:
        """Ask until there is an answer that can be used, or someone goes back."""
        self._news(talk)
        number = 1 + sum(not step.auto for step in talk.steps)
        care = question.care is not None and self._once(f"let op {text(question.care)}")
        screen.show_question(question, number, menus=isinstance(self.screen, Menus), care=care)
        while True:
            reply = self._reply(question)
            if reply is Command.STOP:
                raise Ended
            if reply is Command.BACK:
                if not talk.steps and not talk.changing:
                    printing.wrapped(msg("Dit is de eerste vraag."))
                    continue
                return talk.back()
            if reply is Command.HELP:
                self._help(question)
                continue
            after = talk.answer(reply)
            if isinstance(after, Refusal):
                self._refused(after)
                continue
            self._remarks(after, question, reply)
            return after

    def _once(self, told: str) -> bool:
        """Whether this is told for the first time."""
        first = told not in self._told
        self._told.add(told)
        return first

    def _refused(self, refusal: Refusal) -> None:
        printing.wrapped(msg("Dat kan ik niet gebruiken: {wat}", wat=refusal.what))
        printing.wrapped(refusal.mend, indent="  → ", hanging="    ")

    def _reply(self, question: Question) -> Reply:
        match question.form:
            case Form.CHOICE | Form.YES_NO:
                menu = [(choice.answer, text(choice.label)) for choice in question.choices]
                notes = [text(choice.note) if choice.note is not None else "" for choice in question.choices]
                if question.optional and isinstance(self.screen, Menus):
                    menu.append(("-", text(msg("Dit laat ik open"))))
                return self.screen.choose(menu, notes=notes if any(notes) else (), default=question.known)
            case Form.SEVERAL:
                return self.screen.several([(choice.answer, text(choice.label)) for choice in question.choices])
            case Form.TEXT:
                if self._once("feiten"):
                    printing.wrapped(
                        msg("Zo helpt u de lezer: wanneer was het, wat gebeurde er, en wie was erbij? Feiten eerst.")
                    )
                return self.screen.lines()
            case Form.LIST:
                printing.wrapped(msg("Schrijf elk punt op een eigen regel."))
                return self.screen.lines()
            case Form.BODY:
                return self._body(question)
            case _:
                return self.screen.line()

    def _body(self, question: Question) -> Reply:
        """Search the list of addresses until one is chosen, or the address is given by hand."""
        hint = msg("Typ een deel van de naam of de plaats. Staat het er niet bij? Typ 'eigen'.")
        while True:
            typed = self.screen.line(hint=hint)
            if isinstance(typed, Command):
                return typed
            if not typed.strip() or typed.strip() == "-":
                return typed
            if typed.strip().lower() in {"eigen", "own", OWN_ADDRESS}:
                return OWN_ADDRESS
            found = search(self.workshop.recipients, typed, question.bodies)
            if not found:
                printing.wrapped(msg("Niets gevonden voor '{woorden}'.", woorden=typed.strip()))
                continue
            if len(found) == MOST:
                printing.wrapped(msg("Er kunnen er meer zijn. Typ meer van de naam als de goede er niet bij staat."))
            menu = screen.bodies(found)
            menu += [("?opnieuw", text(msg("Opnieuw zoeken"))), (OWN_ADDRESS, text(msg("Zelf het adres typen")))]
            reply = self.screen.choose(menu)
            if reply == "?opnieuw":
                continue
            known = {answer for answer, _ in menu}
            if isinstance(reply, Command) or reply in known:
                return reply
            printing.wrapped(msg("Kies een van de nummers."))

    def _help(self, question: Question) -> None:
        forms = {
            Form.CHOICE: msg("Kies een van de antwoorden met zijn nummer, of met de pijltjes en Enter."),
            Form.YES_NO: msg("Antwoord met ja of nee."),
            Form.SEVERAL: msg("Kies zo veel u wilt, of niets."),
            Form.DAY: msg("Schrijf een datum zoals 21-11-2026 of 21 november 2026. Weet u het niet zeker? Kijk in uw "
                          "agenda, mail of op de envelop."),
            Form.LINE: msg("Typ uw antwoord op een regel."),
            Form.TEXT: msg("Schrijf in uw eigen woorden. Korte zinnen zijn het sterkst."),
            Form.LIST: msg("Schrijf elk punt op een eigen regel; een lege regel is het einde."),
            Form.ADDRESS: msg("Schrijf bijvoorbeeld: Voorbeeldstraat 1, 1234 AB Voorbeeldstad."),
            Form.BODY: msg("Typ bijvoorbeeld de plaats. U ziet dan de adressen die ik ken; u kiest er een."),
        }  # fmt: skip
        printing.wrapped(question.text)
        printing.wrapped(msg("Waarom ik dit vraag: {reden}", reden=question.why))
        printing.wrapped(forms[question.form])
        printing.wrapped(
            msg("'terug' gaat een vraag terug, 'stop' stopt. Alles is al bewaard in {pad}.", pad=self.path)
        )

    # -- what is told in between

    def _news(self, talk: Conversation) -> None:
        """The last day and the letter, each as soon as it is known and when it changes."""
        last = talk.last_day
        if last is not None and (told := f"dag {last.deadline.last_day} {last.sure}") not in self._told:
            self._told.add(told)
            click.echo()
            self._page.last_day(last)
        letter = talk.letter
        if letter is not None and (told := f"brief {letter.id}") not in self._told:
            self._told = {found for found in self._told if not found.startswith("brief ")} | {told}
            click.echo()
            printing.wrapped(
                msg("De brief die hierbij past: {titel}. Nu nog wat de brief nodig heeft.",
                    titel=self.guide.voice.letter(letter)), indent="", hanging="",
            )  # fmt: skip

    def _remarks(self, talk: Conversation, question: Question, reply: str) -> None:
        """Advice on tone and language, once for each text; nothing has to be done with it."""
        if not needs_text(question) or question.id in self._told or not reply.strip():
            return
        found = remarks(talk, text(question.heading), reply)
        if found:
            self._told.add(question.id)
            printing.wrapped(msg("Uw tekst staat er. Een paar tips; u hoeft er niets mee te doen:"))
            for remark in found[:2]:
                both = Message("{wat} {advies}", {"wat": remark.what, "advies": remark.advice})
                printing.wrapped(both, indent="  - ", hanging="    ")
            printing.wrapped(msg("Wilt u het anders schrijven? Typ 'terug'."))

    # -- the end

    def _review(self, talk: Conversation, review: Review) -> Conversation | None:
        """Show everything, and let someone change, write or stop; None when it is done."""
        self._page.show(review)
        while True:
            menu = [("schrijf", text(msg("Schrijf de brief")))] if review.verdict is not None else []
            menu += [
                ("verander", text(msg("Verander een antwoord, of voeg iets toe"))),
                ("lees", text(msg("Toon alles nog een keer"))),
                ("stop", text(msg("Stop; ik ga later verder"))),
            ]
            click.echo()
            reply = self.screen.choose(menu)
            match reply:
                case "schrijf" if review.verdict is not None:
                    if self._written(talk, review.verdict.spec.id):
                        return None
                case "verander":
                    if (changed := self._changed(talk, review)) is not None:
                        return changed
                case "lees":
                    self._page.show(review, all_reasons=True)
                case Command.BACK:
                    return talk.back()
                case "stop" | Command.STOP:
                    raise Ended
                case Command.HELP:
                    printing.wrapped(msg("Kies met het nummer. U kunt elk antwoord nog veranderen."))
                case _:
                    printing.wrapped(msg("Kies een van de nummers."))

    def _changed(self, talk: Conversation, review: Review) -> Conversation | None:
        menu = [(answered.id, excerpt(titled(answered), 70)) for answered in review.answers]
        menu.append(("terug", text(msg("Toch niets veranderen"))))
        reply = self.screen.choose(menu)
        if isinstance(reply, Command) or reply == "terug":
            return None
        changed = talk.change(reply)
        if changed == talk:
            printing.wrapped(msg("Kies een van de nummers."))
            return None
        return changed

    def _written(self, talk: Conversation, letter: str) -> bool:
        """Write the letter from the file that was saved; what stands in the way is told."""
        self._save(talk)
        reader = pipeline.Reader(SheetLanguage.ENGLISH if self.english else SheetLanguage.DUTCH, text)
        source = self.path.read_text(encoding="utf-8")
        try:
            case = parse(source, name=str(self.path), unprintable=self.guide.bench.unprintable)
            drafts = pipeline.draft(case, [letter], self.on, self.workshop, reader=reader)
            paths = pipeline.write(drafts, self.out)
        except BriefgenError as error:
            if not isinstance(error, OutputError) and error.exit_code > 1:
                raise
            printing.error(error)
            return False
        for item in drafts:
            page = item.files.get(f"{item.stem}-voor-u.txt")
            if page is not None:
                click.echo()
                click.echo(page.decode().rstrip())
        title(msg("De brief staat klaar"))  # last, because the sheet is longer than a window
        for path in paths:
            click.echo(f"  {path}")
        printing.wrapped(msg("Die bestanden staan in de map {map}.", map=self.out.absolute()))
        printing.wrapped(msg("Printen en tekenen: de pdf. Nog iets veranderen: de docx, in uw tekstverwerker."))
        printing.wrapped(msg("Lees de brief goed na. Het blad '-voor-u' is alleen voor u; stuur het niet mee."))
        self._goodbye()
        return True

    def _goodbye(self) -> None:
        click.echo()
        printing.wrapped(
            msg("Uw antwoorden staan in {pad}. U kunt ze voor een volgende brief gebruiken.", pad=self.path),
            indent="", hanging="",
        )  # fmt: skip
        printing.wrapped(msg("Wilt u dat bestand nu verwijderen? De brief blijft."), indent="", hanging="")
        menu = [("nee", text(msg("Nee, bewaar het"))), ("ja", text(msg("Ja, verwijder het")))]
        try:
            reply = self.screen.choose(menu)
        except (EOFError, KeyboardInterrupt):
            return  # the letter is there; the file simply stays
        if reply == "ja":
            from briefgen.cli.ask import removed  # noqa: PLC0415 - the command is there before its conversation

            removed(self.path)
            printing.wrapped(msg("Het bestand is verwijderd."), indent="", hanging="")
