/**
 * What Jenkins shows of deployments: the record on the build and its page, and the history on the job. The pages are the
 * engine's own report ({@link io.jenkins.plugins.gitops.core.report}) inside of Jenkins' frame. Nothing here changes anything.
 */
package io.jenkins.plugins.gitops.actions;
