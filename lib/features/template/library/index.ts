import { agencyProjects } from "./agency-projects";
import { appointmentBooking } from "./appointment-booking";
import { clubMembership } from "./club-membership";
import { communityHoa } from "./community-hoa";
import { courseAcademy } from "./course-academy";
import { eventRegistration } from "./event-registration";
import { expenseClaims } from "./expense-claims";
import { fieldService } from "./field-service";
import type { LibraryTemplate } from "./library-template";
import { medicalPractice } from "./medical-practice";
import { propertyRentals } from "./property-rentals";
import { recruitingDesk } from "./recruiting-desk";
import { salesCrm } from "./sales-crm";
import { sellerMarketplace } from "./seller-marketplace";
import { stockInventory } from "./stock-inventory";
import { supportHelpdesk } from "./support-helpdesk";
import { surveyStudio } from "./survey-studio";

/** Every template that comes with Atrium. */
export const library: readonly LibraryTemplate[] = [
  salesCrm,
  appointmentBooking,
  supportHelpdesk,
  courseAcademy,
  stockInventory,
  recruitingDesk,
  propertyRentals,
  eventRegistration,
  communityHoa,
  medicalPractice,
  expenseClaims,
  clubMembership,
  sellerMarketplace,
  fieldService,
  surveyStudio,
  agencyProjects,
];
