/** The Pipeline steps: options, form, help, and the execution that survives a restart. */
package io.jenkins.plugins.gitops.steps;
