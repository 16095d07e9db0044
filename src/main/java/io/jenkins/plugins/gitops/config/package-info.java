/** Environments, where they are configured, and who may use them. */
package io.jenkins.plugins.gitops.config;
