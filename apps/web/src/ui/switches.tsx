import { Menu, UnstyledButton } from '@mantine/core';
import { IconBox, IconCheck, IconSelector } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useEnvironment } from '../api/use-environment.js';
import { useProjects } from '../api/use-projects.js';
import { environmentClass } from './environment-colour.js';
import { useTypeAhead } from './use-type-ahead.js';
import { Name } from './name.js';

/** The project that everything is about. */
export function ProjectSwitch() {
  const { projects, project, choose } = useProjects();
  return (
    <Switch
      kind="Project"
      shown={
        <>
          <IconBox size={16} aria-hidden />
          <span className="rail-text switch-name">
            <Name>{project?.name ?? 'No project'}</Name>
          </span>
        </>
      }
      options={projects.map(({ id, name }) => ({ value: id, name, isChosen: id === project?.id }))}
      onChoose={(id) => void choose(id)}
    />
  );
}

/** Where what one starts runs. Always in sight, with the colour of the environment. */
export function EnvironmentSwitch() {
  const { environments, environment, choose } = useEnvironment();
  if (environment === undefined) return null;
  return (
    <Switch
      kind="Environment"
      className={environmentClass(environment)}
      shown={
        <>
          <span className="env-mark" aria-hidden>
            {environment.slice(0, 1).toUpperCase()}
          </span>
          <span className="rail-text switch-name">{environment}</span>
        </>
      }
      options={environments.map(({ name }) => ({ value: name, name, isChosen: name === environment }))}
      onChoose={choose}
    />
  );
}

interface SwitchProps {
  kind: string;
  className?: string;
  shown: ReactNode;
  options: { value: string; name: string; isChosen: boolean }[];
  onChoose: (value: string) => void;
}

function Switch({ kind, className = '', shown, options, onChoose }: SwitchProps) {
  const typeAhead = useTypeAhead();
  return (
    <Menu
      position="right-end"
      width={220}
      middlewares={{ shift: true, flip: { fallbackPlacements: ['top'] } }}
    >
      <Menu.Target>
        <UnstyledButton className={`switch ${className}`} title={kind}>
          <span className="only-heard">{kind}: </span>
          {shown}
          <IconSelector size={14} aria-hidden className="switch-arrow" />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown className="switch-options" onKeyDownCapture={typeAhead}>
        {options.map(({ value, name, isChosen }) => (
          <Menu.Item
            key={value}
            rightSection={isChosen ? <IconCheck size={14} aria-hidden /> : undefined}
            onClick={() => {
              if (!isChosen) onChoose(value);
            }}
          >
            <Name>{name}</Name>
            {isChosen && <span className="only-heard">, chosen</span>}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
