package io.jenkins.plugins.gitops.core.fields;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of jq in which rules may be written. Rules come from repositories that people can change, so that every
 * expression must end, and soon: a path goes down from the object by names, indexes and {@code []}, {@code select} passes
 * each place once or not at all, and a condition has one answer. There are no definitions, no variables, no loops, no
 * recursion, no commas, and no iteration in a condition but through {@code any} and {@code all}. What is left looks at
 * each place of the object at most once for each of its steps.
 */
final class JqSyntax {
    /** The longest expression, in characters. */
    static final int LONGEST = 1_000;

    /** The functions, and how many arguments each takes. */
    private static final Map<String, Set<Integer>> FUNCTIONS = Map.ofEntries(
            Map.entry("all", Set.of(0, 1, 2)),
            Map.entry("any", Set.of(0, 1, 2)),
            Map.entry("contains", Set.of(1)),
            Map.entry("endswith", Set.of(1)),
            Map.entry("has", Set.of(1)),
            Map.entry("length", Set.of(0)),
            Map.entry("not", Set.of(0)),
            Map.entry("select", Set.of(1)),
            Map.entry("startswith", Set.of(1)),
            Map.entry("test", Set.of(1)),
            Map.entry("type", Set.of(0)));

    private static final Set<String> WORDS = Set.of("and", "or", "true", "false", "null");
    private static final String TEXT = "\"(?:[^\"\\\\]|\\\\.)*+\"";
    private static final Pattern TOKEN = Pattern.compile(
            "\\s*(?:(?<field>\\.\\s*[A-Za-z_]\\w*|\\.\\s*" + TEXT + ")|(?<each>\\[\\s*\\])|(?<index>\\[\\s*(?:"
                    + TEXT + "|-?\\d{1,9})\\s*\\])|(?<literal>" + TEXT + "|-?\\d+(?:\\.\\d+)?)|(?<word>[A-Za-z_]\\w*)"
                    + "|(?<operator>==|!=|<=|>=|<|>)|(?<other>[.|();?](?!/)))");

    private record Token(String kind, String text) {}

    private final String expression;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    private JqSyntax(String expression) {
        this.expression = expression;
    }

    /**
     * @return the expression, each of its steps made one that selects nothing where it does not fit
     * @throws IllegalArgumentException when it is not allowed; the message says what and why
     */
    static String check(String expression) {
        if (expression.length() > LONGEST) {
            throw new IllegalArgumentException(
                    "a jq path expression of more than " + LONGEST + " characters; write several shorter ones");
        }
        JqSyntax syntax = new JqSyntax(expression);
        syntax.tokenize();
        syntax.sequence(false);
        if (syntax.at < syntax.tokens.size()) {
            throw syntax.refused("a \"" + syntax.tokens.get(syntax.at).text() + "\" without its beginning");
        }
        return syntax.lenient();
    }

    private void tokenize() {
        Matcher matcher = TOKEN.matcher(expression.strip());
        int position = 0;
        while (matcher.lookingAt()) {
            for (String kind : List.of("field", "each", "index", "literal", "word", "operator", "other")) {
                if (matcher.group(kind) != null) {
                    tokens.add(new Token(kind, matcher.group(kind)));
                }
            }
            position = matcher.end();
            matcher.region(position, expression.strip().length());
        }
        String rest = expression.strip().substring(position).strip();
        if (!rest.isEmpty() || tokens.isEmpty()) {
            throw refused(
                    rest.startsWith(",")
                            ? "\",\"; write two expressions"
                            : rest.isEmpty() ? "nothing" : "\"" + rest.split("\\s", 2)[0] + "\"");
        }
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.get(i).text().contains("\\(")) {
                throw refused("\"\\(\" in a text");
            }
            if (tokens.get(i).text().equals(".")
                    && i > 0
                    && tokens.get(i - 1).text().equals(".")) {
                throw refused("\"..\"; name the path");
            }
        }
    }

    /** Checks up to the end, or up to a parenthesis or semicolon that belongs to the caller. */
    private void sequence(boolean condition) {
        while (at < tokens.size()) {
            Token token = tokens.get(at);
            switch (token.kind()) {
                case "each" -> {
                    if (condition) {
                        throw refused("[] in a condition; write any(.list[]; condition)");
                    }
                    at++;
                }
                case "literal", "operator" -> {
                    if (!condition) {
                        throw refused("\"" + token.text() + "\" outside of a condition; write select(…)");
                    }
                    at++;
                }
                case "word" -> word(token.text(), condition);
                case "other" -> {
                    if (token.text().equals(")") || token.text().equals(";")) {
                        return;
                    }
                    at++;
                    if (token.text().equals("(")) {
                        sequence(condition);
                        close();
                    }
                }
                default -> at++;
            }
        }
    }

    private void word(String word, boolean condition) {
        if (condition ? !WORDS.contains(word) && !FUNCTIONS.containsKey(word) : !word.equals("select")) {
            throw refused("\"" + word + "\"" + (condition || !allowed(word) ? "" : " outside of a condition"));
        }
        at++;
        if (WORDS.contains(word)) {
            return;
        }
        int arguments = 0;
        if (at < tokens.size() && tokens.get(at).text().equals("(")) {
            boolean two = hasTwo();
            do {
                int before = ++at;
                arguments++;
                // The places that any and all look at, unless they look at the elements of what they are called on.
                sequence(!(two && arguments == 1));
                if (at == before) {
                    throw refused("an argument of \"" + word + "\" without content");
                }
            } while (at < tokens.size() && tokens.get(at).text().equals(";"));
            close();
        }
        if (!FUNCTIONS.get(word).contains(arguments)) {
            throw refused("\"" + word + "\" with " + arguments + " arguments");
        }
    }

    /** Whether a semicolon stands between the parenthesis here and its end. */
    private boolean hasTwo() {
        int depth = 0;
        for (Token token : tokens.subList(at, tokens.size())) {
            depth += token.text().equals("(") ? 1 : token.text().equals(")") ? -1 : 0;
            if (depth == 0 || depth == 1 && token.text().equals(";")) {
                return depth == 1;
            }
        }
        return false;
    }

    private void close() {
        if (at == tokens.size() || !tokens.get(at).text().equals(")")) {
            throw refused(at == tokens.size() ? "a parenthesis that does not end" : "\";\"");
        }
        at++;
    }

    private static boolean allowed(String word) {
        return WORDS.contains(word) || FUNCTIONS.containsKey(word);
    }

    private String lenient() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            boolean step = Set.of("field", "each", "index").contains(token.kind());
            boolean said = i + 1 < tokens.size() && tokens.get(i + 1).text().equals("?");
            boolean joined = step || token.text().equals("?");
            text.append(joined ? "" : " ").append(token.text()).append(step && !said ? "?" : "");
        }
        return text.toString();
    }

    private IllegalArgumentException refused(String what) {
        return new IllegalArgumentException("jq path expression \"" + expression + "\" has " + what
                + ". Allowed are paths like .spec.list[], .metadata.annotations[\"a/b\"], |, and select with ==, !=, <,"
                + " <=, >, >=, and, or, "
                + String.join(", ", FUNCTIONS.keySet().stream().sorted().toList()));
    }
}
