package io.jenkins.plugins.gitops.core.flow;

/** What to do when nobody can tell whether a commit is older than what is deployed, such as after a history rewrite. */
public enum UnknownCommit {
    /** Deploy, with a warning. */
    WARN,
    /** Do not deploy. */
    REFUSE
}
