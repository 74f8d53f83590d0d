import { Link } from '@tanstack/react-router';
import { isolated } from '../ui/isolated.js';
import { Name } from '../ui/name.js';

/** Each leads to the list of everything with it. */
export function Tags({ tags }: { tags: readonly string[] }) {
  if (tags.length === 0) return null;
  return (
    <span className="tags">
      {tags.map((tag) => (
        <Link
          key={tag}
          to="/connections"
          search={{ tag }}
          className="tag"
          title={`All with the tag ${isolated(tag)}`}
        >
          <Name>{tag}</Name>
        </Link>
      ))}
    </span>
  );
}
