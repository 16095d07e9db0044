package io.jenkins.plugins.gitops.actions;

import hudson.model.ModelObject;
import hudson.model.Run;
import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.manifest.ManifestWriter;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord;
import io.jenkins.plugins.gitops.core.record.RecordJson;
import io.jenkins.plugins.gitops.core.report.HtmlParts;
import io.jenkins.plugins.gitops.core.report.JunitReport;
import io.jenkins.plugins.gitops.core.report.MarkdownReport;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.Stapler;
import org.kohsuke.stapler.WebMethod;
import org.kohsuke.stapler.verb.GET;

/**
 * The page of one deployment, made for one request. Who may not see deployments never comes here: {@link GitOpsBuildAction}
 * is the only way to it.
 */
@Restricted(NoExternalUse.class)
public final class DeploymentPage implements ModelObject {
    private final GitOpsBuildAction action;
    private final DeploymentLine line;
    private String notice = "";
    private final Optional<HtmlParts> parts;
    private final Optional<DeploymentRecord> record;

    DeploymentPage(GitOpsBuildAction action, DeploymentEntry entry) {
        this.action = action;
        this.line = new DeploymentLine(action.run(), entry);
        this.record = load(entry.getId());
        this.parts = record.map(found -> new HtmlParts(found, address() + "part/"));
    }

    private Optional<DeploymentRecord> load(String id) {
        try {
            Optional<DeploymentRecord> found = action.load(id);
            notice = found.isPresent() ? "" : Messages.DeploymentPage_missing(id);
            return found;
        } catch (GitOpsException e) {
            notice = e.getMessage();
            return Optional.empty();
        }
    }

    private String address() {
        return Stapler.getCurrentRequest2().getContextPath() + "/" + line.getUrl();
    }

    /** @return the build, whose page is around this one */
    public Run<?, ?> getObject() {
        return action.run();
    }

    @Override
    public String getDisplayName() {
        return line.getTitle();
    }

    /** @return this deployment alone */
    public List<DeploymentLine> getLines() {
        return List.of(line);
    }

    /** @return the address of this page with the context of Jenkins */
    public String getAddress() {
        return address();
    }

    /** @return why there is no record; empty when there is one */
    public String getNotice() {
        return notice;
    }

    /** @return HTML; empty without a record */
    public String getStatus() {
        return parts.map(HtmlParts::status).orElse("");
    }

    /** @return HTML; empty without a record */
    public String getBody() {
        return parts.map(HtmlParts::body).orElse("");
    }

    /** @return the deployment of this app and environment before this one, or null */
    public DeploymentLine getPrevious() {
        return new Neighbourhood(action.run(), line.entry()).previous().orElse(null);
    }

    /** @return the deployment of this app and environment after this one, or null */
    public DeploymentLine getNext() {
        return new Neighbourhood(action.run(), line.entry()).next().orElse(null);
    }

    /** @return a part of the page as a page of its own, or null when there is none of that name */
    public PartPage getPart(String name) {
        return parts.flatMap(page -> page.part(name))
                .map(part -> new PartPage(this, part))
                .orElse(null);
    }

    /** Answers with the record. */
    @GET
    @WebMethod(name = "record")
    public HttpResponse doRecord() {
        return download(
                "application/json", ".json", deployment -> ManifestWriter.json(RecordJson.toJson(deployment)) + "\n");
    }

    /** Answers with the record as Markdown. */
    @GET
    @WebMethod(name = "markdown")
    public HttpResponse doMarkdown() {
        return download("text/markdown", ".md", MarkdownReport::of);
    }

    /** Answers with the record as JUnit XML. */
    @GET
    @WebMethod(name = "junit")
    public HttpResponse doJunit() {
        return download("application/xml", ".xml", JunitReport::of);
    }

    private HttpResponse download(String type, String suffix, Function<DeploymentRecord, String> write) {
        return record.<HttpResponse>map(
                        found -> new TextAnswer(type, "gitops-" + line.entry().getId() + suffix, write.apply(found)))
                .orElseGet(HttpResponses::notFound);
    }
}
