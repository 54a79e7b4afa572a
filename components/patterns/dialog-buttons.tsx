import { Button, Group } from "@mantine/core";

type Props = { onCancel: () => void; submit: string; pending: boolean; disabled?: boolean };

/** The last line of a form in a dialog. */
export function DialogButtons({ onCancel, submit, pending, disabled = false }: Props) {
  return (
    <Group justify="flex-end" gap="xs">
      <Button variant="default" onClick={onCancel}>
        Cancel
      </Button>
      <Button type="submit" loading={pending} disabled={disabled}>
        {submit}
      </Button>
    </Group>
  );
}
