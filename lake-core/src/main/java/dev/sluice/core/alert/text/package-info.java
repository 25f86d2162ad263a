/** Values, numbers and names as people and SNS can take them. */
package dev.sluice.core.alert.text;
