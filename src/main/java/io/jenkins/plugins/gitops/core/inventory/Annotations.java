package io.jenkins.plugins.gitops.core.inventory;

import io.jenkins.plugins.gitops.core.manifest.Wave;

/** The annotations and labels of our own that objects may carry. */
public final class Annotations {
    /** On the inventory: the app it belongs to. As a label on its parts and snapshots, to find what was left behind. */
    public static final String APP = "gitops.jenkins.io/app";
    /** On an object whose content is too large for one: the names of those that hold it, in order, with commas. */
    public static final String PARTS = "gitops.jenkins.io/parts";
    /** On the inventory: the environment it belongs to. */
    public static final String ENVIRONMENT = "gitops.jenkins.io/environment";
    /** On any object: {@code disabled} keeps it when the source no longer declares it. */
    public static final String PRUNE = "gitops.jenkins.io/prune";
    /** On any object: {@code enabled} deletes it and creates it anew when a declared field cannot be changed. */
    public static final String REPLACE = "gitops.jenkins.io/replace";
    /** On any object: ids of rules whose violations in it do not count, with commas. */
    public static final String SILENCE = "gitops.jenkins.io/silence";
    /** Helm's word for the same as {@link #PRUNE}: {@code keep}. */
    public static final String HELM_RESOURCE_POLICY = "helm.sh/resource-policy";

    /** On any object: its wave, a whole number. */
    public static final String WAVE = Wave.ANNOTATION;

    /** A label on a hook: the id of the deployment that has run it. */
    public static final String HOOK = "gitops.jenkins.io/hook";

    /** A label on a record in the cluster: the app. It is no part of the inventory, and not swept with it. */
    public static final String RECORD_OF = "gitops.jenkins.io/record-of";

    private Annotations() {}
}
