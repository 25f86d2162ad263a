/** Reads {@code sam/template.yaml} as CloudFormation would. */
package dev.sluice.localaws.template;
