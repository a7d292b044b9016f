import { describe, expect, it } from 'vitest'
import { repositoryAddress } from '../../../scripts/site/repository'

describe('the address of the repository', () => {
  it('is none if package.json has none, or none that can be read', () => {
    expect(repositoryAddress({})).toBeUndefined()
    expect(repositoryAddress({ repository: 3 })).toBeUndefined()
    expect(repositoryAddress({ repository: { type: 'git' } })).toBeUndefined()
    expect(repositoryAddress({ repository: 'somewhere' })).toBeUndefined()
  })

  it.each([
    'git+https://host.example/group/name.git',
    'https://host.example/group/name',
    'https://user@host.example:8443/group/name.git',
    'git://host.example/group/name.git',
    'git+ssh://git@host.example/group/name.git',
    'git@host.example:group/name.git',
  ])('is a page, from %s', (url) => {
    expect(repositoryAddress({ repository: { type: 'git', url } })).toBe('https://host.example/group/name')
    expect(repositoryAddress({ repository: url })).toBe('https://host.example/group/name')
  })

  it('is read from short forms', () => {
    expect(repositoryAddress({ repository: 'group/name' })).toBe('https://github.com/group/name')
    expect(repositoryAddress({ repository: 'gitlab:group/name' })).toBe('https://gitlab.com/group/name')
  })
})
