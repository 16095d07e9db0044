package io.jenkins.plugins.gitops.core.report;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Writes HTML and XML. Every text and every value of an attribute is escaped; names of elements and attributes are constants of
 * the caller. Elements must be closed in order, which {@link #toString()} checks.
 */
final class MarkupWriter {
    private static final int LONGEST_LINE = 2000;

    private final StringBuilder html = new StringBuilder(1 << 16);
    private final Deque<String> open = new ArrayDeque<>();

    /**
     * Opens an element.
     *
     * @param attributes names and values in turn; an attribute whose value is null is left out
     */
    MarkupWriter open(String element, String... attributes) {
        start(element, attributes);
        open.push(element);
        return this;
    }

    /** Closes the element that was opened last. */
    MarkupWriter close() {
        html.append("</").append(open.pop()).append('>');
        return this;
    }

    /** Closes the element that was opened last and ends the line, so that the page can be read by people too. */
    MarkupWriter closeLine() {
        close();
        html.append('\n');
        return this;
    }

    /** Writes an element of HTML that has no content and no end, such as {@code meta}. */
    MarkupWriter empty(String element, String... attributes) {
        start(element, attributes);
        return this;
    }

    /** Writes an element with a text. */
    MarkupWriter element(String element, String text, String... attributes) {
        return open(element, attributes).text(text).close();
    }

    /** Writes a text of one line, without its middle when it is very long. */
    MarkupWriter text(String text) {
        escape(SafeText.line(SafeText.cutMiddle(text, LONGEST_LINE)));
        return this;
    }

    /** Writes a text of one line that breaks after slashes when it is too long for its place: an address, a path. */
    MarkupWriter breakable(String address) {
        String text = SafeText.cutMiddle(address, LONGEST_LINE);
        int start = 0;
        for (int slash = text.indexOf('/'); slash >= 0; slash = text.indexOf('/', slash + 1)) {
            text(text.substring(start, slash + 1)).empty("wbr");
            start = slash + 1;
        }
        return text(text.substring(start));
    }

    /** Writes a text whose ends of lines and tabulators matter. */
    MarkupWriter block(String text) {
        escape(SafeText.block(text));
        return this;
    }

    /** Writes a style sheet or a script of ours. Foreign text must never come here. */
    MarkupWriter ours(String element, String content) {
        html.append('<').append(element).append('>').append(content);
        html.append("</").append(element).append(">\n");
        return this;
    }

    /** Begins an HTML document. */
    MarkupWriter doctype() {
        html.append("<!DOCTYPE html>\n");
        return this;
    }

    /** Begins an XML document. */
    MarkupWriter xml() {
        html.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        return this;
    }

    int length() {
        return html.length();
    }

    /** @return everything that was written */
    @Override
    public String toString() {
        if (!open.isEmpty()) {
            throw new IllegalStateException("not closed: " + open);
        }
        return html.toString();
    }

    private void start(String element, String... attributes) {
        html.append('<').append(element);
        for (int i = 0; i < attributes.length; i += 2) {
            if (attributes[i + 1] != null) {
                html.append(' ').append(attributes[i]).append("=\"");
                escape(SafeText.line(SafeText.cutMiddle(attributes[i + 1], LONGEST_LINE)));
                html.append('"');
            }
        }
        html.append('>');
    }

    private void escape(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> html.append("&amp;");
                case '<' -> html.append("&lt;");
                case '>' -> html.append("&gt;");
                case '"' -> html.append("&quot;");
                case '\'' -> html.append("&#39;");
                default -> html.append(c);
            }
        }
    }
}
