#!/usr/bin/env python3
"""Compile HTML templates to C functions.

usage: template.py OUT.h OUT.c VIEWS.h FILE.html...

VIEWS.h is what the generated code includes for the view structs. FILE name.html becomes
    void template_name(struct buf *out, enum lang lang, const struct view_name *v);

In a template (docs/templates.md says more):
    {{name}} {{row.name}}      a member of the view, escaped by its type
    {{t:msg.key}}              a text in the page's language; {{t:msg.key|name|row.n}} with arguments
    {{url:name}}               percent-encoded: the rest of an address, a value in a query
    {{link:name}}              a whole address, at the start of href, src, action and the like
    {{html:name}}              markup, from a member of type struct html only
    {{#if name}} {{else}} {{/if}}      {{#if !name}} for the contrary
    {{#each rows as row}} {{else}} {{/each}}   a VIEW_LIST; the else part is for an empty list
    {{>part name}} {{>part}}   another template, given a member or this view itself
    {{layout shell name}}      first line: the page stands where shell.html says {{content}}
    {{view other}}             first line: the view is struct view_other, not the file's name
    {{! a comment }}

A name the view lacks does not compile: the C compiler reports it at the template's line. What could
be unsafe (an unquoted attribute, a placeholder in script or style or at the start of an address)
stops here, and so does a branch that begins in a tag and ends in text.
"""
import re
import sys

URL_ATTRIBUTES = {"href", "src", "action", "formaction", "poster", "cite", "data", "hx-get", "hx-post",
                  "hx-put", "hx-patch", "hx-delete", "hx-push-url", "hx-replace-url"}
TOKEN = re.compile(r"\{\{(!--.*?--|.*?)\}\}", re.S)
NAME = r"[a-z_][a-z0-9_]*"
PATH = rf"{NAME}(?:\.{NAME})*"


class Stop(Exception):
    pass


# --- where in HTML a byte stands -------------------------------------------------------------


class Place:
    """A small HTML reader: enough to know what a placeholder would mean where it stands."""

    def __init__(self):
        self.state = "text"  # text tag attribute unquoted " ' comment raw
        self.tag = self.attribute = self.raw = ""
        self.url_starts = False  # in an address attribute, nothing written yet
        self.word = ""

    def key(self):
        return ("text",) if self.state == "text" else (self.state, self.tag, self.attribute, self.raw)

    def end_name(self):
        """A block that ends behind an attribute's name ends it."""
        if self.state == "attribute":
            self.state, self.attribute = "tag", ""

    def copy(self):
        other = Place()
        other.__dict__.update(self.__dict__)
        return other

    def feed(self, text):
        i = 0
        while i < len(text):
            i = getattr(self, "in_" + {'"': "value", "'": "value"}.get(self.state, self.state))(text, i)

    def in_text(self, text, i):
        at = text.find("<", i)
        if at < 0:
            return len(text)
        if text.startswith("<!--", at):
            self.state = "comment"
            return at + 4
        match = re.compile(r"</?([a-zA-Z][a-zA-Z0-9-]*)|<!").match(text, at)
        if not match:
            raise Stop("a < in text is written &lt;")
        self.state, self.tag = "tag", (match.group(1) or "").lower()
        self.raw = self.tag if self.tag in ("script", "style") and text[at + 1] != "/" else ""
        return match.end()

    def in_comment(self, text, i):
        at = text.find("-->", i)
        if at < 0:
            return len(text)
        self.state = "text"
        return at + 3

    def in_raw(self, text, i):
        at = text.lower().find("</" + self.raw, i)
        if (text[i:] if at < 0 else text[i:at]).strip():
            raise Stop(f"no inline {self.raw}: the Content-Security-Policy refuses it")
        if at < 0:
            return len(text)
        self.state, self.raw = "text", ""
        return at

    def in_tag(self, text, i):
        c = text[i]
        if c == ">":
            self.state = "raw" if self.raw else "text"
            return i + 1
        if c.isspace() or c in "/[]!":
            return i + 1
        match = re.compile(r"[^\s=>/\"']+").match(text, i)
        if not match:
            raise Stop(f"an odd {c} inside <{self.tag}>")
        self.attribute = match.group(0).lower()
        if self.attribute == "style" or self.attribute.startswith("on"):
            raise Stop(f"no {self.attribute}= attribute: the Content-Security-Policy refuses it")
        self.state = "attribute"
        return match.end()

    def in_attribute(self, text, i):
        c = text[i]
        if c == "=":
            self.state = "unquoted"
            return i + 1
        self.state = "tag"
        return i

    def in_unquoted(self, text, i):
        c = text[i]
        if c not in "\"'":
            raise Stop(f"quote the value of {self.attribute}")
        self.state, self.url_starts = c, self.attribute in URL_ATTRIBUTES
        return i + 1

    def in_value(self, text, i):
        at = text.find(self.state, i)
        end = len(text) if at < 0 else at
        if end > i:
            self.url_starts = False
        if at < 0:
            return end
        self.state, self.attribute, self.url_starts = "tag", "", False
        return at + 1

    def placeholder(self, kind):
        """May a placeholder of this kind stand here? Says so or stops."""
        if self.state in ("unquoted", "attribute") and self.attribute:
            raise Stop(f"quote the value of {self.attribute}")
        if self.state not in ("text", '"', "'"):
            raise Stop(f"no placeholder here, inside {'a tag' if self.state == 'tag' else self.raw or self.state}")
        if self.state == "text":
            if kind in ("link",):
                raise Stop("{{link:}} is for the start of an address attribute")
            return
        if kind == "html":
            raise Stop("{{html:}} cannot stand in an attribute")
        is_url = self.attribute in URL_ATTRIBUTES
        if is_url and self.url_starts and kind != "link":
            raise Stop(f"{self.attribute} begins with a placeholder: write {{{{link:name}}}}")
        if is_url and not self.url_starts and kind != "url":
            raise Stop(f"inside {self.attribute}: write {{{{url:name}}}}")
        if not is_url and kind == "link":
            raise Stop("{{link:}} is for the start of an address attribute")
        self.url_starts = False


# --- white space ------------------------------------------------------------------------------


def is_control(token):
    return bool(re.match(r"#|/|!|>|else$|layout\b|view\b|content$", token.strip()))


def pieces(source):
    """(line, is_token, text) in order; lines that hold only control tags leave no trace."""
    out, at, eat_head = [], 0, False
    for match in TOKEN.finditer(source):
        text, line = source[at:match.start()], source.count("\n", 0, at) + 1
        if eat_head:
            stripped = text.lstrip()
            line += text[:len(text) - len(stripped)].count("\n")
            text = stripped
        alone = False
        if is_control(match.group(1)):
            head = source[source.rfind("\n", 0, match.start()) + 1:match.start()]
            tail = source[match.end():].split("\n", 1)[0]
            alone = not head.strip() and not tail.strip()
        out.append((line, False, text.rstrip(" \t") if alone else text))
        out.append((source.count("\n", 0, match.start()) + 1, True, match.group(1)))
        at, eat_head = match.end(), alone
    text = source[at:]
    out.append((source.count("\n", 0, at) + 1, False, text.lstrip() if eat_head else text))
    return out


def collapse(text, kept):
    """Indentation and blank lines go; inside pre and textarea nothing does."""
    parts = re.split(r"(<(?:pre|textarea)\b.*?(?:</(?:pre|textarea)>|\Z))", text, flags=re.S)
    done = []
    for part in parts:
        if kept:
            end = re.search(r"</(pre|textarea)>", part)
            cut = end.end() if end else len(part)
            done.append(part[:cut])
            part, kept = part[cut:], not end
        if re.match(r"<(pre|textarea)\b", part):
            done.append(part)
            kept = not re.search(r"</(pre|textarea)>", part)
        else:
            done.append(re.sub(r"[ \t\r]*\n\s*", "\n", part))
    return "".join(done), kept


# --- to C -------------------------------------------------------------------------------------


def c_string(text):
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return '"' + escaped.replace("\r", "").replace("??", "?\\?") + '"'


class Template:
    def __init__(self, path):
        self.path = path
        self.name = re.sub(r".*/", "", path).removesuffix(".html")
        if not re.fullmatch(NAME, self.name):
            sys.exit(f"{path}: a template's name is made of lower-case letters, digits and _")
        self.view, self.layout, self.content_at = self.name, None, None
        self.place, self.kept, self.lines, self.indent = Place(), False, [], 1
        self.open = []  # (word, line, place at the start, place after the first branch)
        self.vars = []
        with open(path, encoding="utf-8") as f:
            self.source = f.read()

    def put(self, text):
        self.lines.append("    " * self.indent + text)

    def at_line(self, line):
        self.lines.append(f"#line {line} {c_string(self.path)}")

    def value(self, path):
        if not re.fullmatch(PATH, path):
            raise Stop(f"not a name: {path}")
        first, _, rest = path.partition(".")
        if first in self.vars:
            return f"v_{first}->{rest}" if rest else f"(*v_{first})"
        return f"v->{path}"

    def pointer(self, path):
        if path in self.vars:
            return f"v_{path}"
        return f"&{self.value(path)}" if path else "v"

    def compile(self):
        for line, is_token, text in pieces(self.source):
            try:
                if is_token:
                    self.token(line, text.strip())
                elif text:
                    self.text(text)
            except Stop as stop:
                sys.exit(f"{self.path}:{line}: {stop}")
        if self.open:
            sys.exit(f"{self.path}:{self.open[-1][1]}: #{self.open[-1][0]} is not closed")
        if self.place.state != "text":
            sys.exit(f"{self.path}: ends inside a tag")

    def text(self, text):
        self.place.feed(text)
        text, self.kept = collapse(text, self.kept)
        for part in re.findall(r".{1,400}", text, re.S):
            self.put(f"buf_add(out, S({c_string(part)}));")

    def token(self, line, token):
        if token.startswith("!"):
            return
        word, _, rest = token.partition(" ")
        rest = rest.strip()
        actions = {"#if": self.begin_if, "#each": self.begin_each, "else": self.turn_else, "/if": self.end,
                   "/each": self.end, "layout": self.set_layout, "view": self.set_view, "content": self.content}
        if word in actions:
            actions[word](line, word, rest)
        elif token.startswith(">"):
            self.partial(line, token[1:].strip())
        else:
            self.placeholder(line, token)

    def begin_if(self, line, word, rest):
        negate = rest.startswith("!")
        self.place.end_name()
        self.at_line(line)
        self.put(f"if ({'!' if negate else ''}HTML_TRUE({self.value(rest.lstrip('! '))})) {{")
        self.indent += 1
        self.open.append(["if", line, self.place.copy(), None, None])

    def begin_each(self, line, word, rest):
        match = re.fullmatch(rf"({PATH}) as ({NAME})", rest)
        if not match:
            raise Stop("write {{#each rows as row}}")
        path, name = match.groups()
        if name in self.vars:
            raise Stop(f"{name} is taken by an outer #each")
        rows, i = self.value(path), f"i_{name}"
        self.at_line(line)
        self.put(f"for (ptrdiff_t {i} = 0; {i} < {rows}.n; {i}++) {{")
        self.indent += 1
        self.put(f"__typeof__({rows}.at) v_{name} = &{rows}.at[{i}];")
        self.put(f"(void)v_{name};")
        self.vars.append(name)
        self.open.append(["each", line, self.place.copy(), None, rows])

    def turn_else(self, line, word, rest):
        if not self.open or self.open[-1][3]:
            raise Stop("{{else}} without its #if or #each")
        block = self.open[-1]
        self.place.end_name()
        block[3] = self.place
        self.place = block[2].copy()
        self.indent -= 1
        if block[0] == "if":
            self.put("} else {")
        else:
            self.vars.pop()
            self.put("}")
            self.at_line(line)
            self.put(f"if ({block[4]}.n == 0) {{")
        self.indent += 1

    def end(self, line, word, rest):
        if not self.open or "/" + self.open[-1][0] != word:
            raise Stop(f"{{{{{word}}}}} does not close the open {'#' + self.open[-1][0] if self.open else 'nothing'}")
        self.place.end_name()
        kind, begun, start, first, _ = self.open.pop()
        if self.place.key() != start.key() or (first and first.key() != start.key()):
            raise Stop(f"the #{kind} of line {begun} begins and ends in different parts of HTML")
        self.place.url_starts = self.place.url_starts or (first or start).url_starts
        if kind == "each" and not first:
            self.vars.pop()
        self.indent -= 1
        self.put("}")

    def first_line(self, what):
        if self.lines or self.layout and what == "layout":
            raise Stop(f"{{{{{what}}}}} stands once, before everything else")

    def set_layout(self, line, word, rest):
        self.first_line("layout")
        match = re.fullmatch(rf"({NAME}) ({PATH})", rest)
        if not match:
            raise Stop("write {{layout shell name}}")
        self.layout = match.groups() + (line,)

    def set_view(self, line, word, rest):
        self.first_line("view")
        if not re.fullmatch(NAME, rest):
            raise Stop("write {{view name}}")
        self.view = rest

    def content(self, line, word, rest):
        if self.open or self.place.state != "text" or self.content_at is not None:
            raise Stop("{{content}} stands once, in text, outside every #if and #each")
        self.content_at = len(self.lines)

    def partial(self, line, rest):
        match = re.fullmatch(rf"({NAME})(?: ({PATH}))?", rest)
        if not match:
            raise Stop("write {{>part name}}")
        if self.place.state != "text":
            raise Stop("{{>part}} stands in text only")
        self.at_line(line)
        self.put(f"template_{match.group(1)}(out, lang, {self.pointer(match.group(2) or '')});")

    def placeholder(self, line, token):
        kind, colon, rest = token.partition(":")
        kind, rest = (kind, rest) if colon else ("", kind)
        self.place.placeholder(kind)
        self.at_line(line)
        if kind == "":
            self.put(f"HTML_PUT(out, lang, {self.value(rest)});")
        elif kind == "url":
            self.put(f"HTML_URL(out, {self.value(rest)});")
        elif kind == "link":
            self.put(f"html_link(out, {self.value(rest)});")
        elif kind == "html":
            self.put(f"html_raw(out, {self.value(rest)});")
        elif kind == "t":
            self.translation(rest)
        else:
            raise Stop(f"unknown: {{{{{token}}}}}")

    def translation(self, rest):
        key, *args = rest.split("|")
        if not re.fullmatch(r"[a-z0-9_]+(\.[a-z0-9_]+)*", key):
            raise Stop(f"not a message key: {key}")
        if len(args) > 4:
            raise Stop("a message has at most four arguments")
        msg = "MSG_" + key.replace(".", "_")
        if not args:
            self.put(f"html_text(out, msg_text(lang, {msg}));")
            return
        values = ", ".join(f"HTML_ARG({self.value(a)})" for a in args)
        self.put(f"html_message(out, lang, &(struct message){{.id = {msg}, .args = {{{values}}}}});")

    # --- the functions ---

    def signatures(self):
        given = f"struct buf *out, enum lang lang, const struct view_{self.view} *v"
        parts = ["_head", "_foot"] if self.content_at is not None else [""]
        return [f"void template_{self.name}{part}({given})" for part in parts]

    def bodies(self, by_name):
        if self.content_at is not None:
            if self.layout:
                sys.exit(f"{self.path}: a layout has no {{{{layout}}}} itself")
            return [self.lines[:self.content_at], self.lines[self.content_at:]]
        if not self.layout:
            return [self.lines]
        layout, path, line = self.layout
        if layout not in by_name or by_name[layout].content_at is None:
            sys.exit(f"{self.path}:{line}: there is no layout {layout} (a template with {{{{content}}}})")
        self.vars = []
        given = f"(out, lang, {self.pointer(path)});"
        mark = f"#line {line} {c_string(self.path)}"
        return [[mark, f"    template_{layout}_head{given}"] + self.lines + [mark, f"    template_{layout}_foot{given}"]]


def main():
    out_h, out_c, views, *paths = sys.argv[1:]
    templates = [Template(p) for p in sorted(paths)]
    by_name = {t.name: t for t in templates}
    for template in templates:
        template.compile()
    base = re.sub(r".*/", "", out_h)
    guard = re.sub(r"\W", "_", base).upper()
    with open(out_h, "w", encoding="utf-8") as f:
        f.write(f"/* Made by tools/template.py. */\n#ifndef {guard}\n#define {guard}\n\n#include \"{views}\"\n\n")
        for template in templates:
            f.writelines(f"{s};\n" for s in template.signatures())
        f.write("\n#endif\n")
    with open(out_c, "w", encoding="utf-8") as f:
        f.write(f"/* Made by tools/template.py. */\n#include \"{base}\"\n")
        for template in templates:
            for signature, body in zip(template.signatures(), template.bodies(by_name)):
                f.write(f"\n{signature}\n{{\n    (void)lang;\n    (void)v;\n    (void)out;\n")
                f.writelines(line + "\n" for line in body)
                f.write("}\n")


main()
