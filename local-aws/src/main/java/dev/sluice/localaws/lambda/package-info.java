/** Lambda's function host: packaged functions as processes on the Runtime API. */
package dev.sluice.localaws.lambda;
