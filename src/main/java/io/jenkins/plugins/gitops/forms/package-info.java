/** What the forms of steps and of the configuration have in common: lists of lines, and names. */
package io.jenkins.plugins.gitops.forms;
