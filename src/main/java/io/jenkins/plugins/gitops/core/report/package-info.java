/**
 * What people see of plans and records: console text, Markdown, HTML and JUnit XML. Two layers: what is shown
 * ({@link io.jenkins.plugins.gitops.core.report.ReportView} and what it is made of) and how it is written. Text that comes
 * from a cluster or a repository is hostile until it went through
 * {@link io.jenkins.plugins.gitops.core.report.SafeText} and the writer's own escaping.
 */
package io.jenkins.plugins.gitops.core.report;
