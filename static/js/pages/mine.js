/* The list of one's own work: saving may have led here, and what was saved is no longer kept on this device. */

import { forgetSaved } from "../local-copies.js";
import "../moments.js";

forgetSaved();
