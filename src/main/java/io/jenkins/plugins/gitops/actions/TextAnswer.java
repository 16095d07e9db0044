package io.jenkins.plugins.gitops.actions;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;

/**
 * A text as an answer that browsers take for nothing else.
 *
 * @param type the media type
 * @param file the name under which it is saved; empty when it is shown
 * @param text the text
 */
record TextAnswer(String type, String file, String text) implements HttpResponse {
    @Override
    public void generateResponse(StaplerRequest2 request, StaplerResponse2 response, Object node) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        response.setContentType(type + ";charset=UTF-8");
        response.setContentLength(bytes.length);
        response.setHeader("X-Content-Type-Options", "nosniff");
        if (!file.isEmpty()) {
            response.setHeader("Content-Disposition", "attachment; filename=\"" + file + "\"");
        }
        response.getOutputStream().write(bytes);
    }
}
