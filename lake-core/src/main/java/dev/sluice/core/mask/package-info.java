/** Fields whose values may not be stored or told in clear: records rewritten before all else. */
package dev.sluice.core.mask;
