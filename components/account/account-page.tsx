"use client";

import { PageHeader } from "@/components/patterns/page-header";
import { Section } from "@/components/patterns/section";
import { useMe } from "@/components/workspace/use-me";
import { EmailForm } from "./email-form";
import { PasswordForm } from "./password-form";
import { ProfileForm } from "./profile-form";
import { SessionsList } from "./sessions-list";

export function AccountPage() {
  const me = useMe();
  if (me.data === undefined) return null;
  return (
    <>
      <PageHeader title="Account" description={me.data.email} />
      <Section title="Profile" description="Your name as others see it, and the zone times are shown in.">
        <ProfileForm me={me.data} />
      </Section>
      <Section title="E-mail" description="The new address has to confirm before it replaces the old one.">
        <EmailForm current={me.data.email} />
      </Section>
      <Section title="Password" description="Changing it signs out every other session.">
        <PasswordForm />
      </Section>
      <Section
        title="Sessions"
        description="Where you are signed in. End any you do not recognise, then change the password."
      >
        <SessionsList />
      </Section>
    </>
  );
}
