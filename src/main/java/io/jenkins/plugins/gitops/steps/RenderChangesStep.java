package io.jenkins.plugins.gitops.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import io.jenkins.plugins.gitops.core.project.EnvironmentSettings;
import io.jenkins.plugins.gitops.core.render.Changes;
import io.jenkins.plugins.gitops.core.render.ChangesBuilder;
import io.jenkins.plugins.gitops.core.render.ImageOverride;
import io.jenkins.plugins.gitops.core.render.Patch;
import io.jenkins.plugins.gitops.forms.Lines;
import io.jenkins.plugins.gitops.forms.Pairs;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundSetter;

/** The options of {@link GitOpsRenderStep} about what is changed on top of what the source declares. */
public abstract class RenderChangesStep extends Step {
    private ArrayList<String> images;
    private ArrayList<String> patches;
    private ArrayList<String> variables;
    private boolean substitute;
    private ArrayList<String> labels;
    private ArrayList<String> annotations;
    private boolean annotateCommit;
    private String setNamespace;
    private ArrayList<String> imageFields;
    private boolean pinImages;
    private ArrayList<String> registryCredentials;

    public List<String> getImages() {
        return Lines.view(images);
    }

    /** @param images image overrides, {@code name=replacement} each */
    @DataBoundSetter
    public void setImages(List<String> images) {
        this.images = Lines.of(images);
    }

    @Restricted(NoExternalUse.class)
    public String getImagesText() {
        return Lines.join(images);
    }

    public List<String> getPatches() {
        return Lines.view(patches);
    }

    /** @param patches changes of objects, {@code Kind.group/name:PATCH} each */
    @DataBoundSetter
    public void setPatches(List<String> patches) {
        this.patches = Lines.of(patches);
    }

    @Restricted(NoExternalUse.class)
    public String getPatchesText() {
        return Lines.join(patches);
    }

    public List<String> getVariables() {
        return Lines.view(variables);
    }

    /** @param variables what {@code ${NAME}} in the source stands for, {@code NAME=VALUE} each */
    @DataBoundSetter
    public void setVariables(List<String> variables) {
        this.variables = Lines.of(variables);
    }

    @Restricted(NoExternalUse.class)
    public String getVariablesText() {
        return Lines.join(variables);
    }

    public boolean isSubstitute() {
        return substitute;
    }

    /** @param substitute whether <code>${NAME:-default}</code> in the source is replaced without any variable, too */
    @DataBoundSetter
    public void setSubstitute(boolean substitute) {
        this.substitute = substitute;
    }

    public List<String> getLabels() {
        return Lines.view(labels);
    }

    /** @param labels labels for every object, {@code NAME=VALUE} each */
    @DataBoundSetter
    public void setLabels(List<String> labels) {
        this.labels = Lines.of(labels);
    }

    @Restricted(NoExternalUse.class)
    public String getLabelsText() {
        return Lines.join(labels);
    }

    public List<String> getAnnotations() {
        return Lines.view(annotations);
    }

    /** @param annotations annotations for every object, {@code NAME=VALUE} each */
    @DataBoundSetter
    public void setAnnotations(List<String> annotations) {
        this.annotations = Lines.of(annotations);
    }

    @Restricted(NoExternalUse.class)
    public String getAnnotationsText() {
        return Lines.join(annotations);
    }

    public boolean isAnnotateCommit() {
        return annotateCommit;
    }

    /** @param annotateCommit whether every object is annotated with the full id of the commit */
    @DataBoundSetter
    public void setAnnotateCommit(boolean annotateCommit) {
        this.annotateCommit = annotateCommit;
    }

    @CheckForNull
    public String getSetNamespace() {
        return setNamespace;
    }

    /** @param setNamespace the namespace that every namespaced object is moved to */
    @DataBoundSetter
    public void setSetNamespace(String setNamespace) {
        this.setNamespace = Util.fixEmptyAndTrim(setNamespace);
    }

    public List<String> getImageFields() {
        return Lines.view(imageFields);
    }

    /** @param imageFields where custom resources name images, {@code KIND:FIELD} each */
    @DataBoundSetter
    public void setImageFields(List<String> imageFields) {
        this.imageFields = Lines.of(imageFields);
    }

    @Restricted(NoExternalUse.class)
    public String getImageFieldsText() {
        return Lines.join(imageFields);
    }

    public boolean isPinImages() {
        return pinImages;
    }

    /** @param pinImages whether each image gets the digest that its tag stands for now */
    @DataBoundSetter
    public void setPinImages(boolean pinImages) {
        this.pinImages = pinImages;
    }

    public List<String> getRegistryCredentials() {
        return Lines.view(registryCredentials);
    }

    /** @param registryCredentials who we are to registries, {@code HOST=CREDENTIALS-ID} each */
    @DataBoundSetter
    public void setRegistryCredentials(List<String> registryCredentials) {
        this.registryCredentials = Lines.of(registryCredentials);
    }

    @Restricted(NoExternalUse.class)
    public String getRegistryCredentialsText() {
        return Lines.join(registryCredentials);
    }

    /**
     * @param expand fills in variables, in a freestyle job
     * @return the ids of credentials by the hosts of registries
     */
    @Restricted(NoExternalUse.class)
    public Map<String, String> toRegistryCredentials(UnaryOperator<String> expand) {
        return Pairs.of("registryCredentials", registryCredentials, expand);
    }

    final Changes toChanges(UnaryOperator<String> expand) {
        ChangesBuilder changes = Changes.NONE
                .but()
                .images(Lines.each(images, expand).stream()
                        .map(ImageOverride::parse)
                        .toList())
                .patches(Lines.each(patches, expand).stream().map(Patch::parse).toList())
                .labels(Pairs.of("labels", labels, expand))
                .annotations(Pairs.of("annotations", annotations, expand))
                .namespace(expand.apply(Util.fixNull(setNamespace)))
                .imageFields(Lines.each(imageFields, expand))
                .pinImages(pinImages);
        if (substitute || !getVariables().isEmpty()) {
            changes.variables(Pairs.of("variables", variables, expand));
        }
        return changes.build();
    }

    final String toCommitAnnotation() {
        return annotateCommit ? EnvironmentSettings.COMMIT_ANNOTATION : "";
    }
}
