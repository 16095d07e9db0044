package io.jenkins.plugins.gitops.sandbox.http;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A request, read whole.
 *
 * @param path decoded
 * @param query the first value of each parameter
 * @param headers the first value of each, names in lower case
 */
public record Request(String method, String path, Map<String, String> query, Map<String, String> headers, String body) {

    static Request read(HttpExchange exchange) throws IOException {
        Map<String, String> query = new LinkedHashMap<>();
        String raw = exchange.getRequestURI().getRawQuery();
        if (raw != null) {
            for (String pair : raw.split("&")) {
                String[] nameAndValue = pair.split("=", 2);
                query.putIfAbsent(decode(nameAndValue[0]), nameAndValue.length == 2 ? decode(nameAndValue[1]) : "");
            }
        }
        Map<String, String> headers = new LinkedHashMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
        return new Request(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getPath(),
                query,
                headers,
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    public String query(String name) {
        return query.getOrDefault(name, "");
    }

    public String header(String name) {
        return headers.getOrDefault(name, "");
    }

    /** The media type of the body, without parameters. */
    public String contentType() {
        return header("content-type").split(";")[0].trim();
    }

    public boolean isDryRun() {
        return query.containsKey("dryRun");
    }

    public boolean isWatch() {
        return method.equals("GET")
                && (query("watch").equals("1") || query("watch").equals("true"));
    }

    /** Could it change anything? Dry runs do not. */
    public boolean isWrite() {
        return !method.equals("GET") && !method.equals("HEAD") && !AccessReviews.isReview(path) && !isDryRun();
    }

    List<String> segments() {
        List<String> out = new ArrayList<>(List.of(path.split("/")));
        out.removeIf(String::isEmpty);
        return out;
    }
}
