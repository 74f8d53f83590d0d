import { Input, TextInput } from '@mantine/core';
import { longestMetadataValue, mostMetadata } from '@patchbay/contracts';
import { RowList } from '../fields/rows/row-list.js';
import { metadataPointer, type MetadataRow, nameProblem } from './metadata.js';

interface MetadataFieldsProps {
  rows: MetadataRow[];
  onChange: (rows: MetadataRow[]) => void;
}

/** Short texts by short names; whoever sees the connection reads them. */
export function MetadataFields({ rows, onChange }: MetadataFieldsProps) {
  const set = (index: number, part: Partial<MetadataRow>) =>
    onChange(rows.map((row, at) => (at === index ? { ...row, ...part } : row)));
  return (
    <div role="group" aria-labelledby="metadata-label" aria-describedby="metadata-hint" className="metadata">
      <Input.Label component="span" id="metadata-label">
        Metadata
      </Input.Label>
      <Input.Description id="metadata-hint">
        Such as team and billing, or ticket and OPS-12. Not for secrets: everybody who sees the connection
        reads it.
      </Input.Description>
      <RowList
        rows={rows}
        name="entry"
        start={{ name: '', value: '' }}
        most={mostMetadata}
        isOrdered={false}
        onChange={(next) => onChange(next as MetadataRow[])}
      >
        {(_row, index) => (
          <div className="metadata-row">
            <TextInput
              aria-label={`Name of entry ${index + 1}`}
              placeholder="Name"
              autoComplete="off"
              maxLength={63}
              data-pointer={metadataPointer(index)}
              error={nameProblem(rows, index)}
              value={rows[index]?.name ?? ''}
              onChange={(event) => set(index, { name: event.currentTarget.value })}
            />
            <TextInput
              aria-label={`Value of entry ${index + 1}`}
              placeholder="Value"
              autoComplete="off"
              maxLength={longestMetadataValue}
              value={rows[index]?.value ?? ''}
              onChange={(event) => set(index, { value: event.currentTarget.value })}
            />
          </div>
        )}
      </RowList>
    </div>
  );
}
