package io.jenkins.plugins.gitops.browser;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.jenkins.plugins.gitops.core.manifest.Json;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** One page of a browser, and what it has asked for and complained about since it was opened. */
public final class Page implements AutoCloseable {
    private final DevTools tools;
    private final String target;
    private final String session;
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<String> complaints = new CopyOnWriteArrayList<>();

    Page(DevTools tools, String target, String session) {
        this.tools = tools;
        this.target = target;
        this.session = session;
        tools.listen(
                session,
                "Network.requestWillBeSent",
                event -> requests.add(event.at("/request/url").asText()));
        tools.listen(
                session,
                "Log.entryAdded",
                event -> complaints.add(event.at("/entry/text").asText()));
        tools.listen(
                session,
                "Runtime.exceptionThrown",
                event -> complaints.add(event.path("exceptionDetails").toString()));
        tools.listen(
                session,
                "Page.javascriptDialogOpening",
                event -> complaints.add("dialog: " + event.path("message").asText()));
        List.of("Page", "Network", "Log", "Runtime").forEach(domain -> call(domain + ".enable", Json.object()));
    }

    /** Opens a file and waits until it is loaded. */
    public Page open(Path file) {
        return open(file.toUri());
    }

    /** Opens an address and waits until what is there is loaded. */
    public Page open(URI address) {
        CompletableFuture<JsonNode> loaded = tools.next(session, "Page.loadEventFired");
        call("Page.navigate", Json.object().put("url", address.toString()));
        DevTools.get(loaded, "load of " + address);
        return this;
    }

    /** Logs in to whatever is opened from now on. */
    public Page login(String user, String password) {
        String basic = Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
        ObjectNode parameters = Json.object();
        parameters.putObject("headers").put("Authorization", "Basic " + basic);
        call("Network.setExtraHTTPHeaders", parameters);
        return this;
    }

    /** @return the URLs of every request, the page's own first */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    /** @return errors, warnings, violations of the page's policy, and dialogs */
    public List<String> complaints() {
        return List.copyOf(complaints);
    }

    /** @return the value of an expression of JavaScript, of which promises are awaited */
    public JsonNode evaluate(String expression) {
        JsonNode answer = call(
                "Runtime.evaluate",
                Json.object()
                        .put("expression", expression)
                        .put("returnByValue", true)
                        .put("awaitPromise", true));
        if (answer.has("exceptionDetails")) {
            throw new AssertionError(expression + ": " + answer.path("exceptionDetails"));
        }
        return answer.at("/result/value");
    }

    /** Makes the pages that are opened from now on run without their scripts. */
    public Page withoutScripts() {
        call("Emulation.setScriptExecutionDisabled", Json.object().put("value", true));
        return this;
    }

    /** Sets the size of the window in CSS pixels. */
    public Page size(int width, int height) {
        call(
                "Emulation.setDeviceMetricsOverride",
                Json.object()
                        .put("width", width)
                        .put("height", height)
                        .put("deviceScaleFactor", 1)
                        .put("mobile", false));
        return this;
    }

    /** Shows pages as for somebody who prefers dark, or light, colours. */
    public Page dark(boolean dark) {
        ObjectNode media = Json.object();
        media.putArray("features")
                .addObject()
                .put("name", "prefers-color-scheme")
                .put("value", dark ? "dark" : "light");
        call("Emulation.setEmulatedMedia", media);
        return this;
    }

    /** Types a key with a character, such as {@code /}, or one of the keys {@code Tab}, {@code Enter}, {@code Escape}. */
    public Page press(String key) {
        ObjectNode down = Json.object().put("type", "keyDown").put("key", key);
        ObjectNode up = Json.object().put("type", "keyUp").put("key", key);
        switch (key) {
            case "Tab" -> down.put("windowsVirtualKeyCode", 9);
            case "Escape" -> down.put("windowsVirtualKeyCode", 27);
            case "Enter" -> down.put("windowsVirtualKeyCode", 13).put("text", "\r");
            default -> down.put("text", key);
        }
        call("Input.dispatchKeyEvent", down);
        call("Input.dispatchKeyEvent", up);
        return this;
    }

    /** Clicks the middle of the first element that a selector finds, after scrolling to it. */
    public Page click(String selector) {
        JsonNode place =
                evaluate("(function () { var e = document.querySelector(" + Json.write(TextNode.valueOf(selector))
                        + "); e.scrollIntoView({block: 'center'}); var r = e.getBoundingClientRect();"
                        + " return {x: r.x + r.width / 2, y: r.y + r.height / 2}; })()");
        for (String type : List.of("mousePressed", "mouseReleased")) {
            ObjectNode event =
                    Json.object().put("type", type).put("button", "left").put("clickCount", 1);
            event.set("x", place.path("x"));
            event.set("y", place.path("y"));
            call("Input.dispatchMouseEvent", event);
        }
        return this;
    }

    /** @return the window as a PNG */
    public byte[] screenshot() {
        JsonNode shot = call("Page.captureScreenshot", Json.object().put("format", "png"));
        return Base64.getDecoder().decode(shot.path("data").asText());
    }

    /** @return the page on paper, as a PDF */
    public byte[] print() {
        JsonNode paper = call("Page.printToPDF", Json.object().put("printBackground", true));
        return Base64.getDecoder().decode(paper.path("data").asText());
    }

    private JsonNode call(String method, ObjectNode parameters) {
        return tools.call(session, method, parameters);
    }

    @Override
    public void close() {
        tools.call("", "Target.closeTarget", Json.object().put("targetId", target));
    }
}
