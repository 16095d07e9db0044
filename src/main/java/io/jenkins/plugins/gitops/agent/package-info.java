/** What runs on the agent, and what is believed of its answers. */
package io.jenkins.plugins.gitops.agent;
