import { describe, expect, it } from 'vitest'
import { orThrow, renderErrors } from '../../src/index'
import { type SourceId, validate, validationSources } from '../../src/validation'

const all = orThrow(validate())

describe('validate', () => {
  it('answers every source in turn, as is and, where there is more to say, as documented', () => {
    const answered = all.map(({ source, variant }) => [source, variant])
    expect(answered).toEqual(
      validationSources.flatMap(({ id, documented }) =>
        documented.length === 0
          ? [[id, 'as is']]
          : [
              [id, 'as is'],
              [id, 'as documented'],
            ],
      ),
    )
  })

  it.each(validationSources.map(({ id }) => id))('answers %s alone as among all', (id) => {
    const among = all.filter(({ source }) => source === id)
    expect(among.length).toBeGreaterThan(0)
    expect(orThrow(validate(id))).toEqual(among)
  })

  it('says the error of each row as ours over published, less one', () => {
    for (const { rows } of all)
      for (const { ours, published, error } of rows) expect(error).toBe(ours / published - 1)
  })

  it('refuses a source that there is not, and names the nearest', () => {
    const result = validate('eyeris-alexnet' as SourceId)
    expect(result._tag).toBe('Left')
    const text = result._tag === 'Left' ? renderErrors(result.left) : ''
    expect(text).toContain('Did you mean eyeriss-alexnet?')
    expect(text).toContain('source')
  })

  it.each([null, 3, {}, 'constructor', ''])('refuses %j', (source) => {
    expect(validate(source as SourceId)._tag).toBe('Left')
  })
})

describe('validationSources', () => {
  it('says of each source where it comes from, and of one that may not be quoted why', () => {
    for (const { origin, licence, mapping, quotable, reason } of validationSources) {
      for (const text of [origin, licence, mapping]) expect(text).not.toBe('')
      expect(reason === null).toBe(quotable)
    }
  })

  it('cannot be changed by a caller', () => {
    expect(Object.isFrozen(validationSources)).toBe(true)
    expect(validationSources.every(Object.isFrozen)).toBe(true)
  })
})
