// Where the OpenAPI description is wrong or lags behind the documentation: what is changed in a body before it is checked. Each is for
// what the documentation says in so many words, and is to be removed once no body needs it, which the check reports.
const offset = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?[+-]\d\d:\d\d$/;
const permissions = new Set(['allow', 'deny', 'permissions', 'default_member_permissions']);

export const exceptions = [
  {
    name: 'permissions are a string of digits, not an integer',
    docs: 'https://docs.discord.com/developers/topics/permissions',
    apply: (operation, body, used) => walk(body, (object) => {
      for (const [key, value] of Object.entries(object)) {
        if (permissions.has(key) && typeof value === 'string' && /^\d+$/.test(value)) {
          object[key] = Number(value);
          used();
        }
      }
    }),
  },
  {
    name: 'times may have an offset, and not only Z',
    docs: 'https://docs.discord.com/developers/reference#iso8601-datetime',
    apply: (operation, body, used) => walk(body, (object) => {
      for (const [key, value] of Object.entries(object)) {
        if (typeof value === 'string' && offset.test(value)) {
          object[key] = new Date(value).toISOString();
          used();
        }
      }
    }),
  },
  {
    name: 'a command may be age-restricted',
    docs: 'https://docs.discord.com/developers/interactions/application-commands#application-command-object',
    apply: (operation, body, used) => {
      if (!/\/commands(\/\{command_id\})?$/.test(operation.path)) return;
      for (const command of Array.isArray(body) ? body : [body]) {
        if (typeof command.nsfw === 'boolean') {
          delete command.nsfw;
          used();
        }
      }
    },
  },
  {
    name: "the bot's name need not be given to change its pictures",
    docs: 'https://docs.discord.com/developers/resources/user#modify-current-user',
    apply: (operation, body, used) => {
      if (operation.method !== 'PATCH' || operation.path !== '/users/@me' || body.username !== undefined) return;
      body.username = 'unchanged';
      used();
    },
  },
];

function walk(value, visit) {
  if (Array.isArray(value)) {
    value.forEach((item) => walk(item, visit));
  } else if (value !== null && typeof value === 'object') {
    visit(value);
    Object.values(value).forEach((item) => walk(item, visit));
  }
}
