/** Where the source is, from the field of package.json in any of the forms that npm knows. */

const shorthand = /^(?:(github|gitlab|bitbucket):)?([\w.-]+\/[\w.-]+)$/
const hosts = { github: 'github.com', gitlab: 'gitlab.com', bitbucket: 'bitbucket.org' } as const

const addressOf = (text: string): string | undefined => {
  const short = shorthand.exec(text)
  if (short !== null) return `https://${hosts[(short[1] ?? 'github') as keyof typeof hosts]}/${short[2]}` // as matched
  const long = /^(?:git\+)?(?:https?|git|ssh):\/\/(?:[^@/]*@)?([^/:]+)(?::\d+)?\/(.+?)(?:\.git)?\/?$/.exec(
    text,
  )
  const scp = /^(?:[^@/]*@)([^/:]+):(.+?)(?:\.git)?$/.exec(text)
  const [, host, path] = long ?? scp ?? []
  return host === undefined ? undefined : `https://${host}/${path}`
}

/** The address of a page about the repository, if there is one. */
export const repositoryAddress = (manifest: { readonly repository?: unknown }): string | undefined => {
  const { repository } = manifest
  if (typeof repository === 'string') return addressOf(repository)
  const url =
    typeof repository === 'object' && repository !== null && 'url' in repository ? repository.url : undefined
  return typeof url === 'string' ? addressOf(url) : undefined
}
