import type { DrawnFields } from '../shared/domain/certificateDrawing';

/** What a certificate is drawn with where a test does not care. */
export const sampleFields: DrawnFields = {
  name: '김민수',
  nameLatin: 'Minsu Kim',
  affiliation: '한빛대학교',
  team: 'G-018',
  courses: '강의 5개 중 5개 이수',
  coursesEn: '5 of 5 courses',
  competition: '금메달',
  competitionEn: 'Gold medal',
  project: '레시피 추천 챗봇',
  award: '우수 프로젝트',
  awardEn: 'OUTSTANDING PROJECT',
  honours: '대회 금메달',
  honoursEn: 'Gold medal, competition',
  program: '머신러닝 부트캠프 5기',
  programEn: 'Machine learning bootcamp, cohort 5',
  event: '5기 졸업식',
  eventEn: 'Graduation',
  issuer: '머신러닝 부트캠프 5기 운영위원회',
  issuerEn: 'Machine learning bootcamp, cohort 5 Organizing Committee',
  signer: '운영위원장',
  signerEn: 'Chair',
  serial: 'C5-0001',
  date: '2024-10-18',
  code: 'A'.repeat(300),
};
