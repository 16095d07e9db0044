package io.jenkins.plugins.gitops.actions;

import hudson.model.ModelObject;
import hudson.model.Run;
import io.jenkins.plugins.gitops.core.report.HtmlParts;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.WebMethod;
import org.kohsuke.stapler.verb.GET;

/** A part of a deployment's page, such as one object: a page where scripts do not run, else what they put into the page. */
@Restricted(NoExternalUse.class)
public final class PartPage implements ModelObject {
    private final DeploymentPage page;
    private final HtmlParts.Part part;

    PartPage(DeploymentPage page, HtmlParts.Part part) {
        this.page = page;
        this.part = part;
    }

    /** @return the build, whose page is around this one */
    public Run<?, ?> getObject() {
        return page.getObject();
    }

    @Override
    public String getDisplayName() {
        return part.title();
    }

    public DeploymentPage getPage() {
        return page;
    }

    /** @return HTML */
    public String getBody() {
        return part.page();
    }

    /** Answers with what takes the place of the link to this part. */
    @GET
    @WebMethod(name = "fragment")
    public HttpResponse doFragment() {
        return new TextAnswer("text/html", "", part.fragment());
    }
}
