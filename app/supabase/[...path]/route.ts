import { handleSupabase } from "@/lib/platform/supabase/front-door";

export const dynamic = "force-dynamic";

export {
  handleSupabase as DELETE,
  handleSupabase as GET,
  handleSupabase as HEAD,
  handleSupabase as OPTIONS,
  handleSupabase as PATCH,
  handleSupabase as POST,
  handleSupabase as PUT,
};
