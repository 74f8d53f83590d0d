import { field } from '@patchbay/plugin-sdk';

const displayOptions = { show: { operation: ['ics'] } } as const;

/** What an event of a calendar file is made of. */
export const eventParameters = {
  eventTitle: field.text({ displayName: 'Title', default: '', displayOptions }),
  eventStart: field.text({
    displayName: 'Start',
    description: 'ISO 8601, such as 2030-01-31T09:00; without an offset in the time zone of the pattern',
    default: '',
    displayOptions,
  }),
  eventEnd: field.text({
    displayName: 'End',
    description: 'Empty: the start. Of an event of whole days the last day',
    default: '',
    displayOptions,
  }),
  allDay: field.boolean({
    displayName: 'Whole days',
    description: 'The time of the start and the end does not count',
    default: false,
    displayOptions,
  }),
  patternTimeZone: field.boolean({
    displayName: 'Times in the time zone of the pattern',
    description: 'Off, they are written in UTC, which is the same moment',
    default: false,
    displayOptions,
  }),
  eventDescription: field.multiline({ displayName: 'Description', default: '', displayOptions }),
  location: field.text({ displayName: 'Place', default: '', displayOptions }),
  latitude: field.number({ displayName: 'Latitude', min: -90, max: 90, displayOptions }),
  longitude: field.number({ displayName: 'Longitude', min: -180, max: 180, displayOptions }),
  attendees: field.json({
    displayName: 'Attendees',
    description: 'A list of { name, email, rsvp }; rsvp asks for an answer',
    default: [],
    displayOptions,
    drawnAs: {
      kind: 'rows',
      row: 'attendee',
      cells: {
        name: field.text({ displayName: 'Name' }),
        email: field.text({ displayName: 'E-mail', required: true }),
        rsvp: field.boolean({ displayName: 'Asks for an answer', default: false }),
      },
    },
  }),
  organizerName: field.text({ displayName: 'Name of the organizer', default: '', displayOptions }),
  organizerEmail: field.text({ displayName: 'E-mail of the organizer', default: '', displayOptions }),
  recurrenceRule: field.text({
    displayName: 'Repeats',
    description: 'A rule of iCalendar (RRULE)',
    placeholder: 'FREQ=WEEKLY;BYDAY=MO',
    default: '',
    displayOptions,
  }),
  eventStatus: field.options({
    displayName: 'Status',
    options: [
      { value: 'confirmed', name: 'Confirmed' },
      { value: 'tentative', name: 'Tentative' },
      { value: 'cancelled', name: 'Cancelled' },
    ],
    default: 'confirmed',
    displayOptions,
  }),
  busyStatus: field.options({
    displayName: 'Shown as',
    description: 'To calendars of Microsoft',
    options: [
      { value: 'busy', name: 'Busy' },
      { value: 'tentative', name: 'Tentative' },
    ],
    default: 'busy',
    displayOptions,
  }),
  calendarName: field.text({ displayName: 'Name of the calendar', default: '', displayOptions }),
  eventUrl: field.text({ displayName: 'URL', default: '', displayOptions }),
  uid: field.text({
    displayName: 'Id of the event',
    description: 'The same again changes the event where it is known. Empty: a new one',
    default: '',
    displayOptions,
  }),
  sequence: field.number({
    displayName: 'Number of the change',
    description: 'Of an event whose id is known: one more than before',
    default: 0,
    min: 0,
    integer: true,
    displayOptions,
  }),
};
