/** What a run looks at: which part of raw is listed, and what is known of the rest. */
package dev.sluice.core.trusted.survey;
