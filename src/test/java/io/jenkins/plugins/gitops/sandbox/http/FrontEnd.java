package io.jenkins.plugins.gitops.sandbox.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.jenkins.plugins.gitops.sandbox.api.ApiException;
import io.jenkins.plugins.gitops.sandbox.api.Errors;
import io.jenkins.plugins.gitops.sandbox.api.Json;
import io.jenkins.plugins.gitops.sandbox.faults.Fault;
import io.jenkins.plugins.gitops.sandbox.faults.Fault.Effect;
import io.jenkins.plugins.gitops.sandbox.faults.Faults;
import io.jenkins.plugins.gitops.sandbox.verbs.ApiServer;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** The HTTP side: faults, the log, who may come in, and which endpoint a path belongs to. */
public final class FrontEnd implements HttpHandler {

    private static final int TRICKLE = 64;

    private final ApiServer api;
    private final Discovery discovery;
    private final AccessReviews reviews;
    private final ResourceEndpoint resources;
    private final ServiceProxy services;
    private final Faults faults;
    private final RequestLog log = new RequestLog();
    private final String token;
    private final Duration bookmarkEvery;
    private volatile Predicate<Access> rule = access -> true;

    /**
     * @param token the bearer token that requests must carry; empty: none
     * @param logs the log of a Pod
     */
    public FrontEnd(ApiServer api, Faults faults, String token, Duration bookmarkEvery, Function<Route, String> logs) {
        this.api = api;
        this.faults = faults;
        this.token = token;
        this.bookmarkEvery = bookmarkEvery;
        this.discovery = new Discovery(api.cluster().kinds());
        this.reviews = new AccessReviews(api.cluster().kinds());
        this.resources = new ResourceEndpoint(api, logs);
        this.services = new ServiceProxy(api);
    }

    public ServiceProxy services() {
        return services;
    }

    public RequestLog log() {
        return log;
    }

    /** From now on requests for which the rule is false get 403. */
    public void allow(Predicate<Access> allowed) {
        rule = allowed;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        Request request = Request.read(exchange);
        LoggedRequest entry = log.start(request);
        try {
            Optional<Fault> fault = faults.strike(request);
            Effect effect = fault.map(Fault::effect).orElse(Effect.NONE);
            if (fault.isPresent()) {
                Thread.sleep(fault.get().delay().toMillis());
            }
            switch (effect) {
                case CUT_BEFORE -> throw new Cut();
                case HANG -> {
                    fault.get().awaitRelease();
                    throw new Cut();
                }
                case ANSWER -> {
                    send(exchange, request, entry, planned(fault.get()), Duration.ZERO);
                    return;
                }
                default -> {}
            }
            respond(exchange, request, entry, fault);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Cut();
        } catch (Cut e) {
            throw e;
        } catch (RuntimeException e) {
            e.printStackTrace(); // a bug of the sandbox: the JDK's server would only close the connection
            throw e;
        }
    }

    private void respond(HttpExchange exchange, Request request, LoggedRequest entry, Optional<Fault> fault)
            throws IOException, InterruptedException {
        Effect effect = fault.map(Fault::effect).orElse(Effect.NONE);
        Answer answer;
        try {
            authenticate(request);
            Optional<Route> route = Route.of(api.cluster().kinds(), request.segments());
            if (route.isPresent()) {
                authorize(request, route.get());
            }
            if (route.isPresent() && request.isWatch()) {
                WatchStream.check(request);
                SelectableFields.check(route.get().kind(), request.query("fieldSelector"));
                log.finish(entry, 200);
                watch(
                        exchange,
                        request,
                        route.get(),
                        effect == Effect.DROP_WATCH ? fault.get().events() : -1);
                return;
            }
            answer = execute(request, route);
        } catch (ApiException e) {
            answer = Answer.refusal(e);
        } catch (Cut e) {
            throw e;
        } catch (RuntimeException e) {
            answer = Answer.refusal(Errors.internal("the sandbox has a bug: " + e));
            e.printStackTrace();
        }
        if (effect == Effect.CUT_AFTER) {
            throw new Cut();
        }
        Duration pause = effect == Effect.SLOW ? fault.get().pause() : Duration.ZERO;
        send(exchange, request, entry, answer, pause);
    }

    private Answer execute(Request request, Optional<Route> route) {
        if (request.isWrite()) {
            faults.writeStarts();
        }
        try {
            return route.map(r -> resources.answer(request, r)).orElseGet(() -> elsewhere(request));
        } finally {
            if (request.isWrite()) {
                faults.writeDone();
            }
        }
    }

    private Answer elsewhere(Request request) {
        return switch (request.path()) {
            case "/healthz", "/readyz", "/livez" -> Answer.text(200, "ok");
            case "/version" -> Answer.json(200, version());
            default ->
                services.answer(request, rule)
                        .or(() -> reviews.answer(request, rule))
                        .or(() -> discovery.answer(request))
                        .orElseGet(() -> request.path().matches("/api/v1/.+|/apis/[^/]+/[^/]+/.+") && served(request)
                                ? Answer.refusal(Errors.noSuchPath())
                                : Answer.text(404, "404 page not found\n"));
        };
    }

    // A group and version that exist answer with a Status; others as if there were no API at all.
    private boolean served(Request request) {
        var path = request.segments();
        String apiVersion = path.get(0).equals("api") ? path.get(1) : path.get(1) + "/" + path.get(2);
        return api.cluster().kinds().all().stream()
                .anyMatch(kind -> kind.apiVersion().equals(apiVersion));
    }

    private static JsonNode version() {
        return Json.object()
                .put("major", "1")
                .put("minor", "36")
                .put("gitVersion", "v1.36.3+sandbox")
                .put("gitCommit", "")
                .put("gitTreeState", "clean")
                .put("buildDate", "1970-01-01T00:00:00Z")
                .put("goVersion", "")
                .put("compiler", "javac")
                .put("platform", "java/jvm");
    }

    private void authenticate(Request request) {
        if (!token.isEmpty() && !request.header("authorization").equals("Bearer " + token)) {
            throw Errors.unauthorized();
        }
    }

    private void authorize(Request request, Route route) {
        Access access = Access.of(Access.verb(request, route), route);
        boolean allowed = rule.test(access);
        // Who applies what is not there creates it, and must be allowed to.
        if (allowed
                && request.method().equals("PATCH")
                && request.contentType().equals("application/apply-patch+yaml")
                && api.cluster()
                        .find(route.kind(), route.namespace(), route.name())
                        .isEmpty()) {
            access = Access.of("create", route);
            allowed = rule.test(access);
        }
        if (!allowed) {
            throw access.refusal(route.kind(), "sandbox");
        }
    }

    private void watch(HttpExchange exchange, Request request, Route route, int dropAfter)
            throws IOException, InterruptedException {
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, 0);
        OutputStream out = exchange.getResponseBody();
        new WatchStream(
                        api.cluster().store(),
                        route,
                        ResourceEndpoint.selector(request),
                        request,
                        out,
                        dropAfter,
                        bookmarkEvery)
                .run();
        out.close(); // only here: closing it after a cut would end the answer in order
    }

    private static Answer planned(Fault fault) {
        boolean json = fault.body().startsWith("{");
        Answer answer = Answer.of(fault.code(), json ? "application/json" : "text/plain", fault.body());
        fault.headers().forEach((name, value) -> answer.with(name, List.of(value)));
        return answer;
    }

    private void send(HttpExchange exchange, Request request, LoggedRequest entry, Answer answer, Duration pause)
            throws IOException, InterruptedException {
        log.finish(entry, answer.code());
        exchange.getResponseHeaders().add("Content-Type", answer.contentType());
        answer.headers().forEach((name, values) -> exchange.getResponseHeaders().put(name, new ArrayList<>(values)));
        byte[] body = answer.body();
        boolean empty = body.length == 0 || request.method().equals("HEAD");
        exchange.sendResponseHeaders(answer.code(), empty ? -1 : body.length);
        if (empty) {
            exchange.close();
            return;
        }
        try (OutputStream out = exchange.getResponseBody()) {
            int step = pause.isZero() ? body.length : TRICKLE;
            for (int at = 0; at < body.length; at += step) {
                out.write(body, at, Math.min(step, body.length - at));
                if (!pause.isZero()) {
                    out.flush();
                    Thread.sleep(pause.toMillis());
                }
            }
        }
    }
}
