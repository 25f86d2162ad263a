/** What has to go of the lake so that a value of a column is nowhere in it? */
package dev.sluice.core.erase;
